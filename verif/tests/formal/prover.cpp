// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/prover.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "gen/process/process.hpp"

namespace winnow::formal {
namespace {

namespace fs = std::filesystem;

// Ripple carries: they share more with each other than the default's prefix trees, and the diagrams stay
// smaller. Signed products as sums of rows, as the unsigned ones are: the default subtracts a row, and then
// holds factors beside their products.
constexpr const char* maps = R"(
(* techmap_celltype = "$lcu" *)
module ripple_carry (P, G, CI, CO);
  parameter WIDTH = 2;
  input [WIDTH-1:0] P, G;
  input CI;
  output [WIDTH-1:0] CO;
  assign CO = G | (P & {CO, CI});
endmodule
(* techmap_celltype = "$mul" *)
module unsigned_product (A, B, Y);
  parameter A_SIGNED = 0, B_SIGNED = 0, A_WIDTH = 1, B_WIDTH = 1, Y_WIDTH = 1;
  input [A_WIDTH-1:0] A;
  input [B_WIDTH-1:0] B;
  output [Y_WIDTH-1:0] Y;
  wire _TECHMAP_FAIL_ = !(A_SIGNED && B_SIGNED) || Y_WIDTH < A_WIDTH || Y_WIDTH < B_WIDTH;
  wire [Y_WIDTH-1:0] a = {{Y_WIDTH-A_WIDTH+1{A[A_WIDTH-1]}}, A};
  wire [Y_WIDTH-1:0] b = {{Y_WIDTH-B_WIDTH+1{B[B_WIDTH-1]}}, B};
  assign Y = a * b;
endmodule
)";

// What the tool printed; nothing when the time was up.
std::optional<std::string> run(std::vector<std::string> arguments, const fs::path& folder, unsigned seconds) {
  const std::string tool = arguments.front();
  const process::Outcome outcome = process::run({.arguments = std::move(arguments),
                                                 .directory = folder,
                                                 .capture = true,
                                                 .timeout = std::chrono::seconds(seconds)});
  if (outcome.timed_out) return std::nullopt;
  if (!outcome.ok()) {
    throw std::runtime_error(
        fmt::format("{} failed (exit code {}):\n{}", tool, outcome.exit_code, outcome.output));
  }
  return outcome.output;
}

// Takes away the outputs that are not claimed, and so all that only they need.
std::string unclaimed(const Claim& claim) {
  if (claim.own_checks) return fmt::format("delete -port {}/o:*\n", claim.top);
  if (claim.outputs.empty()) return "";
  std::string kept;
  for (const std::string& output : claim.outputs) kept += fmt::format(" {}/o:{} %d", claim.top, output);
  return fmt::format("select -set unclaimed {}/o:*{}\ndelete -port @unclaimed\n", claim.top, kept);
}

std::string script_of(const Claim& claim) {
  std::string text = "read_verilog -icells";
  if (claim.keeps_memories) text += " -nomem2reg";
  if (claim.own_checks) text += " -formal";
  for (const std::string& define : claim.defines) text += " -D" + define;
  for (const fs::path& file : claim.files) text += " " + fs::absolute(file).string();
  if (!claim.parameters.empty()) {
    text += "\nchparam";
    for (const auto& [name, value] : claim.parameters) text += fmt::format(" -set {} {}", name, value);
    text += " " + claim.top;
  }
  text += fmt::format("\nhierarchy -check -top {}\n", claim.top) + unclaimed(claim);
  text += "proc\nflatten\nopt_clean\n";
  // The first cycle is one of reset, which a module without a reset does not see; an assertion counts in the
  // cycle after.
  if (claim.own_checks) text += "chformal -assert -skip 2\n";
  text +=
      "check -assert\nopt_expr\nmemory "
      "-nomap\nmemory_map\n"
      "simplemap\ntechmap -map maps.v\ntechmap -map maps.v -map "
      "+/techmap.v\nsimplemap\ndffunmap\nopt_clean\naigmap\n";  // clean before there are six times as many
  // Only what a memory does not have: words beyond a depth that is no power of two.
  return text + "setundef -undriven -zero\n";
}

// False when the time was up.
bool runs_through(const std::string& script, const fs::path& folder, unsigned seconds) {
  fs::create_directories(folder);
  std::ofstream(folder / "claim.ys") << script;
  return run({"yosys", "-q", "-e", ".", "-s", "claim.ys"}, folder, seconds).has_value();
}

// Likewise.
bool write_graph(const Claim& claim, const std::string& finish, unsigned seconds) {
  fs::create_directories(claim.folder);
  std::ofstream(claim.folder / "maps.v") << maps;
  return runs_through(script_of(claim) + finish + "write_aiger -symbols -map claim.map claim.aig\n",
                      claim.folder, seconds);
}

Verdict ask(const std::string& commands, const Claim& claim, unsigned seconds) {
  const auto answer = run({"yosys-abc", "-q", commands}, claim.folder, seconds);
  if (!answer) return Verdict::undecided;
  const std::string& output = *answer;
  const auto says = [&output](std::string_view text) { return output.find(text) != std::string::npos; };
  if (says("NOT EQUIVALENT") || says("not equivalent")) return Verdict::refuted;
  if (says("Networks are equivalent") || says("UNSATISFIABLE")) return Verdict::proven;
  if (says("SATISFIABLE")) return Verdict::refuted;
  if (says("UNDECIDED")) return Verdict::undecided;
  throw std::runtime_error("yosys-abc says neither yes nor no:\n" + output);
}

// The outputs that are not the constant 0; all of them when there was not enough time or memory.
std::vector<std::size_t> outputs_left(const AndInverterGraph& graph, const fs::path& folder,
                                      unsigned seconds) {
  const fs::path diagrams = folder / "diagrams.aig";
  fs::remove(diagrams);  // of an earlier question
  write_aiger(graph, folder / "products.aig");
  // -r: variables in the order of the inputs.
  const std::string collapse = "read_aiger products.aig; collapse -r; strash; write_aiger diagrams.aig";
  const bool is_done =
      run({"yosys-abc", "-q", collapse}, folder, seconds).has_value() && fs::exists(diagrams);
  const AndInverterGraph& result = is_done ? read_aiger(diagrams) : graph;
  std::vector<std::size_t> left;
  for (std::size_t index = 0; index < result.outputs.size(); ++index) {
    if (result.outputs[index] != 0) left.push_back(index);
  }
  return left;
}

// Registers without an initial value become free inputs of the first cycle; then what is equal in all cycles
// becomes one.
constexpr const char* prepare = "read_aiger claim.aig; logic; undc; strash; zero; scorr; dc2";

// Of the number that ABC prints behind `text`.
std::optional<unsigned> number_behind(const std::string& output, const std::string& text) {
  const auto place = output.find(text);
  if (place == std::string::npos) return std::nullopt;
  unsigned number = 0;
  const char* begin = output.data() + place + text.size();
  if (std::from_chars(begin, output.data() + output.size(), number).ec != std::errc{}) return std::nullopt;
  return number;
}

// write_aiger's map: a line "output INDEX BIT NAME" for each.
std::string output_name(const fs::path& map, unsigned index) {
  std::ifstream file(map);
  std::string line;
  const std::string start = fmt::format("output {} 0 ", index);
  while (std::getline(file, line)) {
    if (line.starts_with(start)) return line.substr(start.size());
  }
  throw std::runtime_error(fmt::format("no output {} in {}", index, map.string()));
}

// ABC has no answer for what it has simplified to a graph without registers; then one cycle is all.
bool has_no_registers(const std::string& output) {
  return output.find("combinational networks") != std::string::npos;
}

Verdict decide_one_cycle(const Claim& claim, unsigned seconds) {
  return ask(std::string(prepare) + "; orpos; iprove", claim, seconds);
}

}  // namespace

void run_yosys(const std::string& script, const fs::path& folder, unsigned seconds) {
  if (!runs_through(script, folder, seconds))
    throw std::runtime_error(fmt::format("yosys: not done in {} s", seconds));
}

Verdict decide_for(unsigned cycles, const Claim& claim, unsigned seconds, const Significance& significance) {
  if (!write_graph(claim, "", seconds)) return Verdict::undecided;
  // frames -i makes free inputs of registers without an initial value.
  const std::string unroll =
      fmt::format("read_aiger claim.aig; frames -F {} -i; strash; write_aiger -s unrolled.aig", cycles);
  if (!run({"yosys-abc", "-q", unroll}, claim.folder, seconds)) return Verdict::undecided;
  const AndInverterGraph unrolled = read_aiger(claim.folder / "unrolled.aig");
  const auto left = outputs_left(free_products(unrolled, significance), claim.folder, seconds);
  if (left.empty()) return Verdict::proven;
  // What shows a difference here may be products that no factors have.
  write_aiger(with_outputs(unrolled, left), claim.folder / "left.aig");
  return ask("read_aiger left.aig; orpos; iprove", claim, seconds);
}

Verdict decide_for_ever(const Claim& claim, unsigned seconds) {
  if (!write_graph(claim, "setundef -init -zero\n", seconds)) return Verdict::undecided;
  return ask("read_aiger claim.aig; orpos; dprove", claim, seconds);
}

SearchResult search_for(unsigned cycles, const Claim& claim, unsigned seconds) {
  if (!write_graph(claim, "", seconds)) return {};
  const auto answer =
      run({"yosys-abc", "-q", fmt::format("{}; bmc3 -F {}", prepare, cycles)}, claim.folder, seconds);
  if (!answer) return {};
  if (has_no_registers(*answer)) return {decide_one_cycle(claim, seconds)};
  const auto output = number_behind(*answer, "Output "), cycle = number_behind(*answer, "in frame ");
  if (output && cycle) {
    const std::string name = claim.own_checks ? "a check" : output_name(claim.folder / "claim.map", *output);
    return {Verdict::refuted, {name, *cycle}};
  }
  if (number_behind(*answer, "No output asserted in ") == cycles) return {Verdict::proven};
  throw std::runtime_error("yosys-abc says neither yes nor no:\n" + *answer);
}

Verdict reach_for_ever(const Claim& claim, unsigned seconds) {
  if (!write_graph(claim, "", seconds)) return Verdict::undecided;
  const auto answer = run({"yosys-abc", "-q", fmt::format("{}; orpos; pdr", prepare)}, claim.folder, seconds);
  if (!answer) return Verdict::undecided;
  if (has_no_registers(*answer)) return decide_one_cycle(claim, seconds);
  if (answer->find("Property proved") != std::string::npos) return Verdict::proven;
  if (answer->find("was asserted in frame") != std::string::npos) return Verdict::refuted;
  throw std::runtime_error("yosys-abc says neither yes nor no:\n" + *answer);
}

}  // namespace winnow::formal

// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/prover.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "gen/process/process.hpp"

namespace winnow::formal {
namespace {

namespace fs = std::filesystem;

// Ripple carries: they share more with each other than the default's prefix trees, and the diagrams stay
// smaller.
constexpr const char* ripple_map = R"(
(* techmap_celltype = "$lcu" *)
module ripple_carry (P, G, CI, CO);
  parameter WIDTH = 2;
  input [WIDTH-1:0] P, G;
  input CI;
  output [WIDTH-1:0] CO;
  assign CO = G | (P & {CO, CI});
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

std::string script_of(const Claim& claim) {
  std::string text = "read_verilog -icells";
  for (const std::string& define : claim.defines) text += " -D" + define;
  for (const fs::path& file : claim.files) text += " " + fs::absolute(file).string();
  if (!claim.parameters.empty()) {
    text += "\nchparam";
    for (const auto& [name, value] : claim.parameters) text += fmt::format(" -set {} {}", name, value);
    text += " " + claim.top;
  }
  text += fmt::format(
      "\nhierarchy -check -top {}\nproc\nflatten\nopt_clean\ncheck -assert\nopt_expr\nmemory "
      "-nomap\nmemory_map\n",
      claim.top);
  text += "simplemap\ntechmap -map ripple.v -map +/techmap.v\nsimplemap\ndffunmap\naigmap\nopt_clean\n";
  // Only what a memory does not have: words beyond a depth that is no power of two.
  return text + "setundef -undriven -zero\n";
}

void write_graph(const Claim& claim, const std::string& finish, unsigned seconds) {
  fs::create_directories(claim.folder);
  std::ofstream(claim.folder / "ripple.v") << ripple_map;
  run_yosys(script_of(claim) + finish + "write_aiger claim.aig\n", claim.folder, seconds);
}

Verdict ask(const std::string& commands, const Claim& claim, unsigned seconds) {
  const auto answer = run({"yosys-abc", "-q", "read_aiger claim.aig; " + commands}, claim.folder, seconds);
  if (!answer) return Verdict::undecided;
  const std::string& output = *answer;
  const auto says = [&output](std::string_view text) { return output.find(text) != std::string::npos; };
  if (says("NOT EQUIVALENT") || says("not equivalent")) return Verdict::refuted;
  if (says("Networks are equivalent") || says("UNSATISFIABLE")) return Verdict::proven;
  if (says("SATISFIABLE")) return Verdict::refuted;
  if (says("UNDECIDED")) return Verdict::undecided;
  throw std::runtime_error("yosys-abc says neither yes nor no:\n" + output);
}

}  // namespace

void run_yosys(const std::string& script, const fs::path& folder, unsigned seconds) {
  fs::create_directories(folder);
  std::ofstream(folder / "claim.ys") << script;
  if (!run({"yosys", "-q", "-e", ".", "-s", "claim.ys"}, folder, seconds))
    throw std::runtime_error(fmt::format("yosys: not done in {} s", seconds));
}

// undc: registers without an initial value become free inputs. The diagram's variables keep the order of the
// inputs.
Verdict decide_for(unsigned cycles, const Claim& claim, unsigned seconds) {
  write_graph(claim, "", seconds);
  return ask(fmt::format("undc; frames -F {} -i; orpos; collapse -r; strash; iprove", cycles), claim,
             seconds);
}

Verdict decide_for_ever(const Claim& claim, unsigned seconds) {
  write_graph(claim, "setundef -init -zero\n", seconds);
  return ask("orpos; dprove", claim, seconds);
}

}  // namespace winnow::formal

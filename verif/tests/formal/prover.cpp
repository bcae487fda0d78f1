// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/prover.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
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

std::string run(std::vector<std::string> arguments, const fs::path& folder, unsigned seconds) {
  const std::string tool = arguments.front();
  const process::Outcome outcome = process::run({.arguments = std::move(arguments),
                                                 .directory = folder,
                                                 .capture = true,
                                                 .timeout = std::chrono::seconds(seconds)});
  if (outcome.timed_out) throw std::runtime_error(fmt::format("{}: no result in {} s", tool, seconds));
  if (!outcome.ok()) throw std::runtime_error(fmt::format("{} failed:\n{}", tool, outcome.output));
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
  text +=
      fmt::format("\nhierarchy -check -top {}\nproc\nflatten\nopt_clean\nopt_expr\nmemory_map\n", claim.top);
  text += "simplemap\ntechmap -map ripple.v -map +/techmap.v\nsimplemap\ndffunmap\naigmap\nopt_clean\n";
  return text + "setundef -undriven -zero\nwrite_aiger claim.aig\n";
}

}  // namespace

void run_yosys(const std::string& script, const fs::path& folder, unsigned seconds) {
  fs::create_directories(folder);
  std::ofstream(folder / "claim.ys") << script;
  run({"yosys", "-q", "-e", ".", "-s", "claim.ys"}, folder, seconds);
}

Verdict decide(const Claim& claim, unsigned seconds) {
  fs::create_directories(claim.folder);
  std::ofstream(claim.folder / "ripple.v") << ripple_map;
  run_yosys(script_of(claim), claim.folder, seconds);
  // undc: registers without an initial value become free inputs. The variables keep the order of the inputs.
  const std::string commands = fmt::format(
      "read_aiger claim.aig; undc; frames -F {} -i; orpos; collapse -r; strash; iprove", claim.cycles);
  const std::string output = run({"yosys-abc", "-q", commands}, claim.folder, seconds);
  if (output.find("UNSATISFIABLE") != std::string::npos) return Verdict::proven;
  if (output.find("SATISFIABLE") != std::string::npos) return Verdict::refuted;
  throw std::runtime_error("yosys-abc comes to no result:\n" + output);
}

}  // namespace winnow::formal

// SPDX-License-Identifier: Apache-2.0
#include "synth/yosys_run.hpp"

#include <string_view>

namespace winnow::synth {
namespace {

// Yosys also warns of cells in the library that it cannot use (scan flip-flops, say); that is no fault of the
// design's.
bool is_design_warning(std::string_view line) {
  if (line.starts_with("Latch inferred for signal")) return true;  // says which; not a warning to Yosys
  return line.starts_with("Warning:") && line.find(" in pin attribute of cell '") == std::string_view::npos;
}

}  // namespace

Netlist run_yosys(const std::string& script, const WorkFolder& folder, ToolRunner& runner,
                  YosysProgress& progress) {
  const std::string command = "write_json netlist.json";
  runner.run({.tool = "yosys",
              .arguments = {"yosys", "-q", "-L", "yosys.log", "-s", script, "-p", command},
              .output = "yosys.log",
              .on_line = [&](std::string_view line) { progress.line(line); },
              .is_complaint = is_design_warning});
  Netlist netlist = read_netlist(folder.path() / "netlist.json");
  folder.remove("netlist.json");
  return netlist;
}

}  // namespace winnow::synth

// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/flow.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "synth/asic/area.hpp"
#include "synth/asic/sta_script.hpp"
#include "synth/asic/timing_report.hpp"
#include "synth/asic/yosys_script.hpp"
#include "synth/errors.hpp"
#include "synth/liberty/cell_models.hpp"
#include "synth/netlist.hpp"
#include "synth/progress.hpp"
#include "synth/yosys_run.hpp"

namespace winnow::synth::asic {
namespace {

constexpr double period_when_none_ns = 100;  // any will do: only period less slack is reported

liberty::Library read_placed_library(const WorkFolder& folder, const std::string& choice) {
  liberty::Library library = liberty::parse_library(folder.read("library.lib"), choice);
  if (liberty::smallest_nand2(library) == nullptr) {
    throw InputError(fmt::format("{}: no cell is a two-input NAND, the unit of gate equivalents", choice));
  }
  return library;
}

// All versions (by parameters) of the modules that the job wants empty.
std::vector<std::string> boxed_modules(const Netlist& netlist, const Job& job) {
  std::vector<std::string> names;
  std::set<std::string> missing(job.black_boxes.begin(), job.black_boxes.end());
  for (const auto& [name, module] : netlist) {
    if (std::ranges::find(job.black_boxes, module.base) == job.black_boxes.end()) continue;
    names.push_back(name);
    missing.erase(module.base);
  }
  if (!missing.empty()) {
    throw InputError(
        fmt::format("black box '{}' is not a module of the design under {}", *missing.begin(), job.top));
  }
  return names;
}

Timing run_sta(const Job& job, const Netlist& netlist, const liberty::Library& library,
               const WorkFolder& folder, ToolRunner& runner) {
  const double period = job.period_ns.value_or(period_when_none_ns);
  Timing timing;
  timing.parts = timing_parts(netlist, job.top, job.clock, job.timing_cell_limit);
  folder.write("sta.tcl", sta_script({job.top, timing.parts, job.clock, period, output_load_ff(library)}));
  // Black boxes have no module in the netlist; anything else that OpenSTA warns of would falsify the figures.
  const auto is_complaint = [](std::string_view line) {
    return line.starts_with("Warning:") && line.find("Creating black box") == std::string_view::npos;
  };
  const std::string report = runner.run({.tool = "sta",
                                         .arguments = {"sta", "-no_init", "-no_splash", "-exit", "sta.tcl"},
                                         .output = "",
                                         .is_complaint = is_complaint});
  timing.groups = read_timing(report, netlist, library, period);
  for (TimingPath& path : timing.groups) {
    if (job.period_ns) path.slack_ns = *job.period_ns - path.delay_ns;
  }
  for (TimingPart& part : timing.parts) part.module = netlist.at(part.module).display;
  return timing;
}

std::set<std::string> used_cells(const Result& result) {
  std::set<std::string> names;
  for (const auto& [name, count] : result.cell_counts) names.insert(name);
  return names;
}

// Maps, measures and times the design as `inputs` say.
void map_and_time(const Job& job, const ScriptInputs& inputs, const Netlist& source,
                  const liberty::Library& library, const WorkFolder& folder, ToolRunner& runner,
                  YosysProgress& progress, Result& result) {
  progress.expect_modules(hierarchy_of(source, job.top).size());
  folder.write("synth.ys", mapping_script(inputs));
  const Netlist mapped = run_yosys("synth.ys", folder, runner, progress);
  result.mapped_for = inputs.speed_ns ? "speed" : "area";
  fill_areas({mapped, source, inputs, library}, result);
  folder.write("cells.v", liberty::cell_models(library, used_cells(result)));
  progress.say("timing " + job.top);
  result.timing = run_sta(job, mapped, library, folder, runner);
}

}  // namespace

Result run_flow(const Job& job, const WorkFolder& folder, ToolRunner& runner) {
  const liberty::Library library = read_placed_library(folder, job.library);
  YosysProgress progress(job.progress);

  ScriptInputs inputs{.top = job.top};
  for (const auto& file : job.files) inputs.files.push_back(file.filename().string());
  progress.say("reading " + job.top);
  folder.write("analysis.ys", analysis_script(inputs));
  const Netlist source = run_yosys("analysis.ys", folder, runner, progress);
  folder.remove("analysis.ys");
  inputs.black_boxes = boxed_modules(source, job);
  inputs.memory_boxes = memory_boxes(source, job.top, job.memory_limit_bits, inputs.black_boxes);
  folder.write("abc.constr", abc_constraints(library));

  Result result;
  result.top = job.top;
  result.clock = job.clock;
  result.period_ns = job.period_ns;
  result.memory_limit_bits = job.memory_limit_bits;
  result.output_load_ff = output_load_ff(library);
  map_and_time(job, inputs, source, library, folder, runner, progress, result);
  if (!result.meets_period()) {
    progress.say(fmt::format("{} ns missed, mapping again for speed", *job.period_ns));
    inputs.speed_ns = job.period_ns;
    map_and_time(job, inputs, source, library, folder, runner, progress, result);
  }
  return result;
}

}  // namespace winnow::synth::asic

// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/flow.hpp"

#include <algorithm>
#include <ranges>

#include "synth/fpga/route.hpp"
#include "synth/fpga/script.hpp"
#include "synth/yosys_run.hpp"

namespace winnow::synth::fpga {

void fill_resources(const Netlist& mapped, Result& result) {
  std::vector<const NetlistModule*> order = hierarchy_of(mapped, result.top);
  std::erase_if(order, [](const NetlistModule* module) { return module->black_box; });  // the family's cells
  const auto instances = instances_under(mapped, result.top);
  std::map<std::string, ModuleResult> done;
  result.cell_counts.clear();
  for (const NetlistModule* place : std::views::reverse(order)) {  // submodules first
    const NetlistModule& module = *place;
    ModuleResult figures{.name = module.display, .instances = instances.at(module.name)};
    for (const auto& [type, count] : module.counts) {
      if (const auto below = done.find(type); below != done.end()) {
        figures.all.add(below->second.all, count);
      } else {
        figures.own.add(resources_of(result.family, type, count));
        result.cell_counts[type] += count * figures.instances;
      }
    }
    figures.all.add(figures.own);
    done.emplace(module.name, std::move(figures));
  }
  result.modules = {done.at(result.top)};
  done.erase(result.top);
  for (const auto& [name, figures] : done) result.modules.push_back(figures);
  std::ranges::stable_sort(result.modules.begin() + 1, result.modules.end(), {}, &ModuleResult::name);
}

Result run_flow(const Job& job, const WorkFolder& folder, ToolRunner& runner) {
  YosysProgress progress(job.progress);
  ScriptInputs inputs{.top = job.top, .family = job.fpga.family, .dsp = uses_dsp(job.fpga)};
  for (const auto& file : job.files) inputs.files.push_back(file.filename().string());
  folder.write("synth.ys", mapping_script(inputs));
  progress.say("reading " + job.top);
  const Netlist mapped = run_yosys("synth.ys", folder, runner, progress);

  Result result{.top = job.top, .family = job.fpga.family, .dsp = inputs.dsp};
  result.clock = job.clock;
  result.period_ns = job.period_ns;
  fill_resources(mapped, result);
  if (find_device(job.fpga) != nullptr) {
    result.route = place_and_route(job, mapped.at(job.top), folder, runner, progress);
  }
  return result;
}

}  // namespace winnow::synth::fpga

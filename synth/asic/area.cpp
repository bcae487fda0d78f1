// SPDX-License-Identifier: Apache-2.0
#include "synth/asic/area.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <ranges>

#include "synth/errors.hpp"

namespace winnow::synth::asic {
namespace {

bool is_module(const AreaInputs& inputs, const std::string& type) {
  return inputs.library.cell(type) == nullptr && inputs.mapped.contains(type);
}

void add_cells(const AreaInputs& inputs, const std::string& type, std::uint64_t count, ModuleResult& result) {
  const liberty::Cell* cell = inputs.library.cell(type);
  if (cell == nullptr) {
    throw InputError(fmt::format("module {}: cell {} is neither in library {} nor a module", result.name,
                                 type, inputs.library.name));
  }
  if (cell->storage && !cell->is_flip_flop()) {
    throw InputError(
        fmt::format("module {}: cell {} is a latch; winnow's designs have none", result.name, type));
  }
  result.own_area += cell->area * static_cast<double>(count);
  result.own_cells += count;
  if (cell->is_flip_flop()) result.own_flip_flops += count;
}

// Bits of the memories that a black box stands for.
std::uint64_t boxed_bits(const AreaInputs& inputs, const std::string& module) {
  const auto& boxes = inputs.script.memory_boxes;
  const auto box = std::ranges::find(boxes, module, &MemoryBox::box);
  if (box != boxes.end()) return box->bits;
  const auto instances = instances_under(inputs.source, module);
  std::uint64_t bits = 0;
  for (const auto& [name, count] : instances) bits += inputs.source.at(name).memory_bits() * count;
  return bits;
}

ModuleResult own_figures(const AreaInputs& inputs, const NetlistModule& module) {
  ModuleResult result{.name = module.display, .black_box = module.black_box};
  if (module.black_box) {
    result.own_memory_bits = boxed_bits(inputs, module.name);
    return result;
  }
  for (const auto& [type, count] : module.counts) {
    if (!is_module(inputs, type)) add_cells(inputs, type, count, result);
  }
  return result;
}

void add_submodules(const NetlistModule& module, const std::map<std::string, ModuleResult>& done,
                    ModuleResult& result) {
  result.area = result.own_area;
  result.cells = result.own_cells;
  result.flip_flops = result.own_flip_flops;
  result.memory_bits = result.own_memory_bits;
  for (const auto& [type, count] : module.counts) {
    const auto below = done.find(type);
    if (below == done.end()) continue;
    result.area += below->second.area * static_cast<double>(count);
    result.cells += below->second.cells * count;
    result.flip_flops += below->second.flip_flops * count;
    result.memory_bits += below->second.memory_bits * count;
  }
}

}  // namespace

void fill_areas(const AreaInputs& inputs, Result& result) {
  const liberty::Cell* nand2 = liberty::smallest_nand2(inputs.library);
  result.modules.clear();
  result.cell_counts.clear();
  result.library = inputs.library.name;
  result.nand2 = nand2->name;
  result.nand2_area = nand2->area;

  std::vector<const NetlistModule*> order = hierarchy_of(inputs.mapped, result.top);
  std::erase_if(order, [&](const NetlistModule* module) { return !is_module(inputs, module->name); });
  const auto instances = instances_under(inputs.mapped, result.top);
  std::map<std::string, ModuleResult> done;
  for (const NetlistModule* module : std::ranges::reverse_view(order)) {  // submodules first
    ModuleResult figures = own_figures(inputs, *module);
    add_submodules(*module, done, figures);
    figures.instances = instances.at(module->name);
    figures.gate_equivalents = figures.area / nand2->area;
    for (const auto& [type, count] : module->counts) {
      if (!is_module(inputs, type)) result.cell_counts[type] += count * figures.instances;
    }
    done.emplace(module->name, std::move(figures));
  }
  result.modules.push_back(done.at(result.top));
  done.erase(result.top);
  for (const auto& [name, figures] : done) result.modules.push_back(figures);
  std::ranges::stable_sort(result.modules.begin() + 1, result.modules.end(), {}, &ModuleResult::name);
}

}  // namespace winnow::synth::asic

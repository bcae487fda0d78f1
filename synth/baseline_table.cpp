// SPDX-License-Identifier: Apache-2.0
#include "synth/baseline_table.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "synth/errors.hpp"

namespace winnow::synth {
namespace {

double area_of_part(const Baseline& baseline, const std::string& part) {
  const auto matches = [&](const auto& entry) {
    return entry.first.starts_with(part) || entry.first.ends_with(part);
  };
  const auto count = std::ranges::count_if(baseline.module_areas, matches);
  if (count != 1) {
    throw InputError(fmt::format("baseline {}: {} modules begin or end with '{}'; expected one",
                                 baseline.name, count, part));
  }
  return std::ranges::find_if(baseline.module_areas, matches)->second;
}

void check_comparable(const std::vector<Baseline>& baselines) {
  if (baselines.empty()) throw InputError("no baselines to tabulate");
  const Baseline& first = baselines.front();
  for (const Baseline& other : baselines) {
    if (other.library != first.library || other.tools != first.tools || other.gate_area != first.gate_area) {
      throw InputError(
          fmt::format("baselines {} and {} are of different libraries or tools", first.name, other.name));
    }
  }
}

std::string conditions(const Baseline& baseline) {
  std::string text = fmt::format("Library {} (a gate is {:g} um2)", baseline.library, baseline.gate_area);
  for (const auto& [tool, version] : baseline.tools) text += fmt::format(", {} {}", tool, version);
  return text;
}

}  // namespace

std::string markdown_table(const std::vector<Baseline>& baselines, const std::string& part,
                           const std::string& part_title) {
  check_comparable(baselines);
  std::string text = conditions(baselines.front()) + ":\n\n";
  text += fmt::format("| config | area, mm2 | gates | flip-flops | {}, gates | critical path, ns |\n",
                      part_title);
  text += "|---|---|---|---|---|---|\n";
  for (const Baseline& baseline : baselines) {
    const std::string path =
        baseline.critical_path_ns ? fmt::format("{:.2f}", *baseline.critical_path_ns) : "none";
    text += fmt::format("| `{}` | {:.3f} | {:.0f} | {} | {:.0f} | {} |\n", baseline.name,
                        baseline.area() / 1e6, baseline.gates(baseline.area()), baseline.flip_flops,
                        baseline.gates(area_of_part(baseline, part)), path);
  }
  return text;
}

}  // namespace winnow::synth

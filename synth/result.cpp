// SPDX-License-Identifier: Apache-2.0
#include "synth/result.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace winnow::synth {
namespace {

using Json = nlohmann::ordered_json;

// Sums of areas carry binary noise in the last digits; the tools' own figures have no more than six decimals.
double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

Json json_of(const ModuleResult& module) {
  return {{"name", module.name},
          {"black_box", module.black_box},
          {"instances", module.instances},
          {"own_area", rounded(module.own_area)},
          {"own_cells", module.own_cells},
          {"own_flip_flops", module.own_flip_flops},
          {"own_memory_bits", module.own_memory_bits},
          {"total_area", rounded(module.total_area())},
          {"area", rounded(module.area)},
          {"gate_equivalents", rounded(module.gate_equivalents)},
          {"cells", module.cells},
          {"flip_flops", module.flip_flops},
          {"memory_bits", module.memory_bits}};
}

Json json_of(const PathStep& step) {
  return {{"instance", step.instance}, {"module", step.module},
          {"cell", step.cell},         {"pin", step.pin},
          {"net", step.net},           {"fanout", step.fanout},
          {"delay_ns", step.delay_ns}, {"arrival_ns", step.arrival_ns}};
}

Json json_of(const TimingPath& path, bool with_steps) {
  Json json = {{"group", path.group},
               {"part", path.part},
               {"start_point", path.start_point},
               {"end_point", path.end_point},
               {"delay_ns", rounded(path.delay_ns)}};
  if (path.slack_ns) json["slack_ns"] = rounded(*path.slack_ns);
  if (with_steps) {
    json["steps"] = Json::array();
    for (const PathStep& step : path.steps) json["steps"].push_back(json_of(step));
  }
  return json;
}

Json json_of(const Timing& timing) {
  Json json = {{"parts", Json::array()}, {"groups", Json::array()}};
  for (const TimingPart& part : timing.parts) {
    json["parts"].push_back({{"module", part.module}, {"whole", part.whole}});
  }
  for (const TimingPath& path : timing.groups) json["groups"].push_back(json_of(path, false));
  if (const auto crossing = timing.crossing_estimate_ns()) json["crossing_estimate_ns"] = rounded(*crossing);
  const TimingPath* critical = timing.critical();
  json["critical_path"] = critical == nullptr ? Json(nullptr) : json_of(*critical, true);
  return json;
}

Json conditions(const Result& result) {
  Json json = {{"clock", result.clock}};
  json["period_ns"] = result.period_ns ? Json(*result.period_ns) : Json(nullptr);
  json["mapped_for"] = result.mapped_for;
  json["inputs"] = "ideal drivers, no delay";
  json["output_load_ff"] = rounded(result.output_load_ff);
  json["wires"] = "none";
  json["memory_limit_bits"] = result.memory_limit_bits;
  return json;
}

std::string module_table(const Result& result) {
  std::size_t width = 6;
  for (const ModuleResult& module : result.modules) width = std::max(width, module.name.size());
  std::string text =
      fmt::format("{:<{}}  {:>9}  {:>14}  {:>14}  {:>12}  {:>10}  {:>11}  {:>6}\n", "module", width,
                  "instances", "own area", "area", "gates", "flip-flops", "memory bits", "share");
  const double whole = result.top_module().area;
  for (const ModuleResult& module : result.modules) {
    const double share = whole > 0 ? 100 * module.total_area() / whole : 0;
    text += fmt::format("{:<{}}  {:>9}  {:>14.1f}  {:>14.1f}  {:>12.1f}  {:>10}  {:>11}  {:>5.1f}%{}\n",
                        module.name, width, module.instances, module.own_area, module.area,
                        module.gate_equivalents, module.flip_flops, module.memory_bits, share,
                        module.black_box ? "  black box" : "");
  }
  return text;
}

std::string path_text(const TimingPath& path) {
  std::size_t cells = 4;
  std::size_t modules = 6;
  for (const PathStep& step : path.steps) {
    cells = std::max(cells, step.cell.size());
    modules = std::max(modules, step.module.size());
  }
  std::string text = fmt::format("{:>9}  {:>9}  {:>6}  {:<{}}  {:<{}}  {}\n", "time ns", "delay ns", "fanout",
                                 "cell", cells, "module", modules, "instance/pin -> net");
  for (const PathStep& step : path.steps) {
    const std::string place = step.instance.empty() ? step.pin : step.instance + "/" + step.pin;
    text += fmt::format("{:>9.3f}  {:>9.3f}  {:>6}  {:<{}}  {:<{}}  {}{}\n", step.arrival_ns, step.delay_ns,
                        step.fanout == 0 ? "" : std::to_string(step.fanout), step.cell, cells, step.module,
                        modules, place, step.net.empty() ? "" : " -> " + step.net);
  }
  return text;
}

std::string timing_text(const Result& result) {
  const Timing& timing = result.timing;
  const TimingPath* critical = timing.critical();
  if (critical == nullptr) return "Timing: no path.\n";
  std::string text = "Worst paths (zero delay at ports, no wires, so a lower bound):\n";
  for (const TimingPath& path : timing.groups) {
    const std::string slack = path.slack_ns ? fmt::format(", slack {:.3f} ns", *path.slack_ns) : "";
    text += fmt::format("  {:<21}  {:>8.3f} ns{}  {} -> {}\n", path.group, path.delay_ns, slack,
                        path.start_point, path.end_point);
  }
  if (timing.parts.size() > 1) {
    text += fmt::format(
        "The hierarchy was timed in parts, so ports are those of the part. Paths from part to part were not "
        "timed;\n"
        "they may take up to about {:.3f} ns. Parts:",
        *timing.crossing_estimate_ns());
    for (const TimingPart& part : timing.parts) {
      text += fmt::format(" {}{}", part.module, part.whole ? "" : " (without its submodules)");
    }
    text += "\n";
  }
  text += fmt::format("\nCritical path: {:.3f} ns ({:.1f} MHz), {}, in {}\n", critical->delay_ns,
                      1000 / critical->delay_ns, critical->group, critical->part);
  return text + fmt::format("  from {}\n  to   {}\n", critical->start_point, critical->end_point) +
         path_text(*critical);
}

}  // namespace

// All paths are measured against one clock period, so the longest delay is also the smallest slack.
const TimingPath* Timing::critical() const {
  const auto worst = std::ranges::max_element(groups, {}, &TimingPath::delay_ns);
  return worst == groups.end() ? nullptr : &*worst;
}

std::optional<double> Timing::crossing_estimate_ns() const {
  if (parts.size() < 2) return std::nullopt;
  double sum = 0;
  for (const TimingPath& path : groups) {
    if (path.group != "register_to_register") sum += path.delay_ns;
  }
  return sum;
}

bool Result::meets_period() const {
  return std::ranges::none_of(timing.groups,
                              [](const TimingPath& path) { return path.slack_ns.value_or(0) < 0; });
}

Json to_json(const Result& result) {
  Json json = {{"top", result.top}, {"target", result.target}, {"tools", result.tools}};
  json["library"] = {{"name", result.library},
                     {"gate_equivalent", {{"cell", result.nand2}, {"area", result.nand2_area}}},
                     {"area_unit", "um2"}};
  json["conditions"] = conditions(result);
  json["modules"] = Json::array();
  for (const ModuleResult& module : result.modules) json["modules"].push_back(json_of(module));
  const ModuleResult& top = result.top_module();
  json["totals"] = {{"area", rounded(top.area)},
                    {"gate_equivalents", rounded(top.gate_equivalents)},
                    {"cells", top.cells},
                    {"flip_flops", top.flip_flops},
                    {"memory_bits", top.memory_bits},
                    {"cells_by_type", result.cell_counts}};
  json["timing"] = json_of(result.timing);
  return json;
}

std::string to_text(const Result& result) {
  const ModuleResult& top = result.top_module();
  std::string text = fmt::format("{} in {}", result.top, result.library);
  for (const auto& [tool, version] : result.tools) text += fmt::format(", {} {}", tool, version);
  text +=
      fmt::format("\nMapped for {}. Area {:.1f} um2 = {:.1f} gates of {} ({} um2), {} flip-flops, {} cells",
                  result.mapped_for, top.area, top.gate_equivalents, result.nand2, result.nand2_area,
                  top.flip_flops, top.cells);
  if (top.memory_bits > 0) {
    text += fmt::format(", {} bits in black-box memories (not in the area)", top.memory_bits);
  }
  return text + "\n\n" + module_table(result) + "\n" + timing_text(result);
}

}  // namespace winnow::synth

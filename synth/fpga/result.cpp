// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/result.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace winnow::synth::fpga {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

Json json_of(const Resources& resources) {
  Json json = Json::object();
  for (const auto& [name, count] : resources.named()) json[std::string(name)] = count;
  return json;
}

Json json_of(const RouteResult& route) {
  Json json = {{"device", route.device}, {"package", route.package}, {"fits", route.fits}};
  json["sites"] = Json::object();
  for (const auto& [site, count] : route.used) {
    json["sites"][site] = {{"used", count.first}, {"available", count.second}};
  }
  json["maximum_mhz"] = route.maximum_mhz ? Json(rounded(*route.maximum_mhz)) : Json(nullptr);
  if (!route.maximum_mhz) return json;
  json["target_mhz"] = rounded(route.target_mhz);
  json["critical_path"] = {{"start_point", route.start_point}, {"end_point", route.end_point}};
  return json;
}

std::string module_table(const Result& result) {
  std::size_t width = 6;
  for (const ModuleResult& module : result.modules) width = std::max(width, module.name.size());
  std::string text = fmt::format("{:<{}}  {:>9}  {:>8}  {:>8}  {:>8}  {:>8}  {:>10}  {:>5}  {:>10}  {:>11}\n",
                                 "module", width, "instances", "own LUTs", "LUTs", "muxes", "carries",
                                 "flip-flops", "DSPs", "block RAMs", "distributed");
  for (const ModuleResult& module : result.modules) {
    const Resources& all = module.all;
    text += fmt::format("{:<{}}  {:>9}  {:>8}  {:>8}  {:>8}  {:>8}  {:>10}  {:>5}  {:>10}  {:>11}\n",
                        module.name, width, module.instances, module.own.luts, all.luts, all.multiplexers,
                        all.carries, all.flip_flops, all.dsps, all.block_rams, all.distributed_rams);
  }
  return text;
}

std::string overfull(const RouteResult& route) {
  std::string text;
  for (const auto& [site, count] : route.used) {
    if (count.first <= count.second) continue;
    text += fmt::format("{}{} of {} {}", text.empty() ? "" : ", ", count.first, count.second, site);
  }
  return text;
}

std::string route_text(const Result& result) {
  if (!result.route) {
    return fmt::format(
        "\nNo timing: nextpnr for {} is not among the tools used here, and cell delays without wires "
        "would say little of an FPGA.\n",
        result.family);
  }
  const RouteResult& route = *result.route;
  std::string text = fmt::format("\nPlaced and routed in {}-{}, between shift registers ({}_pins.v):\n",
                                 route.device, route.package, result.top);
  if (!route.fits) return text + fmt::format("  it does not fit: {}\n", overfull(route));
  for (const auto& [site, count] : route.used) {
    if (count.first > 0) text += fmt::format("  {:<14}  {:>6} of {}\n", site, count.first, count.second);
  }
  if (!route.maximum_mhz) return text + "  no path between registers\n";
  text += fmt::format("  maximum frequency {:.2f} MHz ({:.3f} ns)", *route.maximum_mhz,
                      1000 / *route.maximum_mhz);
  if (result.period_ns) {
    text += fmt::format(", slack {:.3f} ns at {} ns", *result.period_ns - 1000 / *route.maximum_mhz,
                        *result.period_ns);
  }
  return text + fmt::format("\n  from {}\n  to   {}\n", route.start_point, route.end_point);
}

}  // namespace

bool Result::meets_period() const {
  return !period_ns || !route || !route->maximum_mhz || *route->maximum_mhz * *period_ns >= 1000;
}

Json to_json(const Result& result) {
  Json json = {{"top", result.top}, {"target", "fpga"}, {"family", result.family}, {"tools", result.tools}};
  json["conditions"] = {{"clock", result.clock}, {"period_ns", nullptr}, {"dsp", result.dsp}};
  if (result.period_ns) json["conditions"]["period_ns"] = *result.period_ns;
  json["modules"] = Json::array();
  for (const ModuleResult& module : result.modules) {
    json["modules"].push_back({{"name", module.name},
                               {"instances", module.instances},
                               {"own", json_of(module.own)},
                               {"all", json_of(module.all)}});
  }
  json["totals"] = json_of(result.totals());
  json["totals"]["cells_by_type"] = result.cell_counts;
  json["place_and_route"] = result.route ? json_of(*result.route) : Json(nullptr);
  return json;
}

std::string to_text(const Result& result) {
  std::string text = fmt::format("{} on {}", result.top, result.family);
  for (const auto& [tool, version] : result.tools) text += fmt::format(", {} {}", tool, version);
  text += fmt::format("\nMultiplier blocks {}.\n\n", result.dsp ? "used" : "not used");
  text += module_table(result) + "\nCells:";
  for (const auto& [type, count] : result.cell_counts) text += fmt::format(" {} {}", count, type);
  return text + "\n" + route_text(result);
}

}  // namespace winnow::synth::fpga

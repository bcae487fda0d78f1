// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/route.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "synth/errors.hpp"
#include "synth/fpga/script.hpp"
#include "synth/yosys_run.hpp"

namespace winnow::synth::fpga {
namespace {

// What nextpnr aims at without a period: more than any core here reaches, so that it does what it can.
constexpr double target_mhz_when_none = 200;

bool is_overfull(const RouteResult& result) {
  return std::ranges::any_of(result.used,
                             [](const auto& site) { return site.second.first > site.second.second; });
}

}  // namespace

void read_utilisation(std::string_view line, RouteResult& result) {
  char site[64];
  unsigned long long used = 0;
  unsigned long long available = 0;
  const std::string text(line);
  if (std::sscanf(text.c_str(), "Info: %63[A-Z_0-9]: %llu/ %llu", site, &used, &available) == 3) {
    result.used[site] = {used, available};
  }
}

void read_route_report(const std::string& text, RouteResult& result) {
  try {
    const nlohmann::json report = nlohmann::json::parse(text);
    for (const auto& [site, count] : report.at("utilization").items()) {
      result.used[site] = {count.at("used").get<std::uint64_t>(), count.at("available").get<std::uint64_t>()};
    }
    for (const auto& [clock, frequency] : report.at("fmax").items()) {  // one clock
      result.maximum_mhz = frequency.at("achieved").get<double>();
      result.target_mhz = frequency.at("constraint").get<double>();
    }
    if (!result.maximum_mhz) return;
    for (const auto& path : report.at("critical_paths")) {
      if (!path.at("from").get<std::string>().starts_with("posedge")) continue;
      if (!path.at("to").get<std::string>().starts_with("posedge")) continue;
      result.start_point = path.at("path").front().at("from").at("cell");
      result.end_point = path.at("path").back().at("to").at("cell");
    }
  } catch (const nlohmann::json::exception& error) {
    throw InputError(fmt::format("nextpnr's report cannot be read: {}", error.what()));
  }
}

RouteResult place_and_route(const Job& job, const NetlistModule& top, const WorkFolder& folder,
                            ToolRunner& runner, YosysProgress& progress) {
  const Device& device = *find_device(job.fpga);
  RouteResult result{.device = std::string(device.name), .package = std::string(device.package)};
  const double target = job.period_ns ? 1000 / *job.period_ns : target_mhz_when_none;
  const auto command = nextpnr_command(job.top, device, target);
  folder.write(job.top + "_pins.v", pins_module(top, job.clock));
  folder.write("route.ys", route_script(job.top));
  folder.write("route.sh", route_commands(job.top, command));
  progress.say(fmt::format("placing and routing {} in {}-{}", job.top, device.name, device.package));
  run_yosys("route.ys", folder, runner, progress);
  try {
    runner.run({.tool = "nextpnr-ice40",
                .arguments = command,
                .output = "",
                .on_line = [&result](std::string_view line) { read_utilisation(line, result); }});
  } catch (const ToolFailed&) {
    if (!is_overfull(result)) throw;
    return result;
  }
  result.fits = true;
  read_route_report(folder.read("route.json"), result);
  return result;
}

}  // namespace winnow::synth::fpga

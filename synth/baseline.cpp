// SPDX-License-Identifier: Apache-2.0
#include "synth/baseline.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "synth/errors.hpp"

namespace winnow::synth {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* update_hint =
    "if this is meant, run the test with WINNOW_UPDATE_BASELINES=1 and commit the file";

void compare_figure(const std::string& figure, double was, double is, double tolerance,
                    std::vector<Deviation>& deviations) {
  if (std::abs(is - was) <= tolerance * std::abs(was)) return;
  const double percent = was == 0 ? INFINITY : 100 * (is - was) / was;
  deviations.push_back({figure, fmt::format("{}: was {:.4g}, is {:.4g} ({:+.1f} %, allowed {:.1f} %); {}",
                                            figure, was, is, percent, 100 * tolerance, update_hint)});
}

void compare_text(const std::string& figure, const std::string& was, const std::string& is,
                  std::vector<Deviation>& deviations) {
  if (was == is) return;
  deviations.push_back({figure, fmt::format("{}: was '{}', is '{}', so the figures cannot be compared; {}",
                                            figure, was, is, update_hint)});
}

void compare_areas(const Baseline& now, const Baseline& baseline, double tolerance,
                   std::vector<Deviation>& deviations) {
  for (const auto& [module, was] : baseline.module_areas) {
    const auto is = now.module_areas.find(module);
    if (is == now.module_areas.end()) {
      deviations.push_back({module, fmt::format("module {} is gone; {}", module, update_hint)});
    } else {
      compare_figure("area of " + module, was, is->second, tolerance, deviations);
    }
  }
  for (const auto& [module, is] : now.module_areas) {
    if (!baseline.module_areas.contains(module)) {
      deviations.push_back({module, fmt::format("module {} is new; {}", module, update_hint)});
    }
  }
}

}  // namespace

Baseline make_baseline(const Result& result, const std::string& name, const std::string& config_hash) {
  Baseline baseline{
      .name = name, .config_hash = config_hash, .library = result.library, .tools = result.tools};
  baseline.top = result.top;
  baseline.gate_area = result.nand2_area;
  baseline.flip_flops = result.top_module().flip_flops;
  for (const ModuleResult& module : result.modules) {
    baseline.module_areas[module.name] = std::round(module.area * 1e6) / 1e6;
  }
  if (const TimingPath* critical = result.timing.critical()) {
    baseline.critical_path_ns = std::round(critical->delay_ns * 1e4) / 1e4;
  }
  return baseline;
}

std::vector<Deviation> compare_with_baseline(const Result& result, const std::string& config_hash,
                                             const Baseline& baseline, double tolerance) {
  const Baseline now = make_baseline(result, baseline.name, config_hash);
  std::vector<Deviation> deviations;
  compare_text("library", baseline.library, now.library, deviations);
  compare_text("config hash", baseline.config_hash, now.config_hash, deviations);
  for (const auto& [tool, version] : baseline.tools) {
    const auto is = now.tools.find(tool);
    compare_text("version of " + tool, version, is == now.tools.end() ? "none" : is->second, deviations);
  }
  if (!deviations.empty()) return deviations;
  compare_areas(now, baseline, tolerance, deviations);
  compare_figure("number of flip-flops", static_cast<double>(baseline.flip_flops),
                 static_cast<double>(now.flip_flops), tolerance, deviations);
  if (baseline.critical_path_ns.has_value() != now.critical_path_ns.has_value()) {
    deviations.push_back(
        {"critical path", fmt::format("critical path appeared or vanished; {}", update_hint)});
  } else if (now.critical_path_ns) {
    compare_figure("critical path", *baseline.critical_path_ns, *now.critical_path_ns, tolerance, deviations);
  }
  return deviations;
}

bool baselines_are_updated() {
  const char* update = std::getenv("WINNOW_UPDATE_BASELINES");
  return update != nullptr && std::string(update) == "1";
}

Baseline read_baseline(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream)
    throw InputError(fmt::format("{}: cannot be read; expected a synthesis baseline", file.string()));
  try {
    const Json json = Json::parse(stream);
    Baseline baseline{
        .name = json.at("name"), .config_hash = json.at("config_hash"), .library = json.at("library")};
    baseline.tools = json.at("tools").get<std::map<std::string, std::string>>();
    baseline.top = json.at("top");
    baseline.gate_area = json.at("gate_area");
    baseline.flip_flops = json.at("flip_flops");
    baseline.module_areas = json.at("module_areas").get<std::map<std::string, double>>();
    if (!json.at("critical_path_ns").is_null())
      baseline.critical_path_ns = json["critical_path_ns"].get<double>();
    if (!baseline.module_areas.contains(baseline.top) || !(baseline.gate_area > 0)) {
      throw InputError(fmt::format("{}: not a synthesis baseline: no area of module '{}', or no gate area",
                                   file.string(), baseline.top));
    }
    return baseline;
  } catch (const nlohmann::json::exception& error) {
    throw InputError(fmt::format("{}: not a synthesis baseline: {}", file.string(), error.what()));
  }
}

void write_baseline(const Baseline& baseline, const std::filesystem::path& file) {
  Json json = {{"name", baseline.name},
               {"config_hash", baseline.config_hash},
               {"library", baseline.library},
               {"tools", baseline.tools},
               {"top", baseline.top},
               {"gate_area", baseline.gate_area},
               {"flip_flops", baseline.flip_flops},
               {"module_areas", baseline.module_areas},
               {"critical_path_ns", nullptr}};
  if (baseline.critical_path_ns) json["critical_path_ns"] = *baseline.critical_path_ns;
  std::ofstream stream(file);
  stream << json.dump(2) << "\n";
  if (!stream.flush()) throw InputError(fmt::format("{}: cannot be written", file.string()));
}

std::vector<Deviation> check_baseline(const Result& result, const std::string& name,
                                      const std::string& config_hash, const std::filesystem::path& folder,
                                      double tolerance) {
  const std::filesystem::path file = folder / fmt::format("{}.{}.json", name, result.library);
  if (baselines_are_updated()) {
    write_baseline(make_baseline(result, name, config_hash), file);
    return {};
  }
  if (!std::filesystem::exists(file)) {
    return {{"baseline", fmt::format("{} does not exist; {}", file.string(), update_hint)}};
  }
  return compare_with_baseline(result, config_hash, read_baseline(file), tolerance);
}

}  // namespace winnow::synth

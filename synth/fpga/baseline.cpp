// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/baseline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "synth/errors.hpp"

namespace winnow::synth::fpga {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* update_hint =
    "if this is meant, run the test with WINNOW_UPDATE_BASELINES=1 and commit the file";

void compare_figure(const std::string& figure, double was, double is, double tolerance,
                    std::vector<Deviation>& deviations) {
  if (std::abs(is - was) <= tolerance * std::abs(was)) return;
  deviations.push_back({figure, fmt::format("{}: was {:g}, is {:g} (allowed {:.1f} %); {}", figure, was, is,
                                            100 * tolerance, update_hint)});
}

template <class Value>
void compare_text(const std::string& figure, const Value& was, const Value& is,
                  std::vector<Deviation>& deviations) {
  if (was != is)
    deviations.push_back(
        {figure, fmt::format("{} is another, so the figures cannot be compared; {}", figure, update_hint)});
}

void compare_counts(const std::string& what, const std::map<std::string, std::uint64_t>& was,
                    const std::map<std::string, std::uint64_t>& is, double tolerance,
                    std::vector<Deviation>& deviations) {
  for (const auto& [name, count] : was) {
    const auto found = is.find(name);
    if (found == is.end()) {
      deviations.push_back({what + name, fmt::format("{}{} is gone; {}", what, name, update_hint)});
    } else {
      compare_figure(what + name, static_cast<double>(count), static_cast<double>(found->second), tolerance,
                     deviations);
    }
  }
  for (const auto& [name, count] : is) {
    if (!was.contains(name)) {
      deviations.push_back({what + name, fmt::format("{}{} is new; {}", what, name, update_hint)});
    }
  }
}

std::string row(const FpgaBaseline& baseline) {
  const auto total = [&](const char* name) { return baseline.totals.at(name); };
  std::string text =
      fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |", baseline.name, baseline.family, total("luts"),
                  total("carries"), total("flip_flops"), total("dsps"), total("block_rams"));
  if (baseline.device.empty()) return text + " | | |\n";
  const std::string frequency =
      baseline.maximum_mhz > 0 ? fmt::format("{:.1f}", baseline.maximum_mhz) : "does not fit";
  return text + fmt::format(" {} | {} | {} |\n", baseline.device, baseline.logic_cells, frequency);
}

}  // namespace

FpgaBaseline make_baseline(const Result& result, const std::string& name, const std::string& config_hash) {
  FpgaBaseline baseline{
      .name = name, .config_hash = config_hash, .family = result.family, .tools = result.tools};
  for (const auto& [kind, count] : result.totals().named()) baseline.totals[std::string(kind)] = count;
  for (const ModuleResult& module : result.modules) baseline.lookup_tables[module.name] = module.all.luts;
  if (!result.route) return baseline;
  baseline.device = result.route->device + "-" + result.route->package;
  const auto cells = result.route->used.find("ICESTORM_LC");
  if (cells != result.route->used.end()) baseline.logic_cells = cells->second.first;
  baseline.maximum_mhz = std::round(result.route->maximum_mhz.value_or(0) * 100) / 100;
  return baseline;
}

std::vector<Deviation> compare_with_baseline(const FpgaBaseline& now, const FpgaBaseline& baseline,
                                             double tolerance) {
  std::vector<Deviation> deviations;
  compare_text("family", baseline.family, now.family, deviations);
  compare_text("config hash", baseline.config_hash, now.config_hash, deviations);
  compare_text("tool", baseline.tools, now.tools, deviations);
  compare_text("device", baseline.device, now.device, deviations);
  if (!deviations.empty()) return deviations;
  compare_counts("number of ", baseline.totals, now.totals, tolerance, deviations);
  compare_counts("lookup tables of ", baseline.lookup_tables, now.lookup_tables, tolerance, deviations);
  compare_figure("logic cells", static_cast<double>(baseline.logic_cells),
                 static_cast<double>(now.logic_cells), tolerance, deviations);
  compare_figure("maximum frequency", baseline.maximum_mhz, now.maximum_mhz, tolerance, deviations);
  return deviations;
}

FpgaBaseline read_baseline(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw InputError(fmt::format("{}: cannot be read; expected an FPGA baseline", file.string()));
  try {
    const Json json = Json::parse(stream);
    FpgaBaseline baseline{
        .name = json.at("name"), .config_hash = json.at("config_hash"), .family = json.at("family")};
    json.at("tools").get_to(baseline.tools);
    json.at("totals").get_to(baseline.totals);
    json.at("lookup_tables").get_to(baseline.lookup_tables);
    json.at("device").get_to(baseline.device);
    json.at("logic_cells").get_to(baseline.logic_cells);
    json.at("maximum_mhz").get_to(baseline.maximum_mhz);
    return baseline;
  } catch (const nlohmann::json::exception& error) {
    throw InputError(fmt::format("{}: not an FPGA baseline: {}", file.string(), error.what()));
  }
}

void write_baseline(const FpgaBaseline& baseline, const std::filesystem::path& file) {
  const Json json = {{"name", baseline.name},
                     {"config_hash", baseline.config_hash},
                     {"family", baseline.family},
                     {"tools", baseline.tools},
                     {"totals", baseline.totals},
                     {"lookup_tables", baseline.lookup_tables},
                     {"device", baseline.device},
                     {"logic_cells", baseline.logic_cells},
                     {"maximum_mhz", baseline.maximum_mhz}};
  std::ofstream stream(file);
  stream << json.dump(2) << "\n";
  if (!stream.flush()) throw InputError(fmt::format("{}: cannot be written", file.string()));
}

std::vector<Deviation> check_baseline(const FpgaBaseline& now, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / fmt::format("{}.{}.json", now.name, now.family);
  if (baselines_are_updated()) {
    write_baseline(now, file);
    return {};
  }
  if (!std::filesystem::exists(file)) {
    return {{"baseline", fmt::format("{} does not exist; {}", file.string(), update_hint)}};
  }
  return compare_with_baseline(now, read_baseline(file));
}

std::string markdown_table(const std::vector<FpgaBaseline>& baselines) {
  if (baselines.empty()) throw InputError("no baselines to tabulate");
  std::map<std::string, std::string> tools;
  for (const FpgaBaseline& baseline : baselines) tools.insert(baseline.tools.begin(), baseline.tools.end());
  std::string text;
  for (const auto& [tool, version] : tools)
    text += fmt::format("{}{} {}", text.empty() ? "Tools: " : ", ", tool, version);
  text +=
      ":\n\n| config | family | LUTs | carries | flip-flops | DSPs | block RAMs | device | logic cells | MHz "
      "|\n"
      "|---|---|---|---|---|---|---|---|---|---|\n";
  for (const FpgaBaseline& baseline : baselines) text += row(baseline);
  return text;
}

}  // namespace winnow::synth::fpga

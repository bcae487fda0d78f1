// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "synth/fpga/resources.hpp"

namespace winnow::synth::fpga {

// One module of the mapped hierarchy.
struct ModuleResult {
  std::string name{};
  std::uint64_t instances = 0;  // in the whole hierarchy
  Resources own{};              // without submodules
  Resources all{};              // one instance with everything below it
};

// What nextpnr made of the core between two shift registers (script.hpp).
struct RouteResult {
  std::string device{};
  std::string package{};
  bool fits = false;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> used{};  // by kind of site: used, available
  // The following when it fits.
  std::optional<double> maximum_mhz{};  // none without a path between registers
  double target_mhz = 0;
  std::string start_point{};  // cells of the critical path
  std::string end_point{};
};

struct Result {
  std::string top{};
  std::string family{};
  bool dsp = false;
  std::map<std::string, std::string> tools{};  // name to version
  std::string clock{};
  std::optional<double> period_ns{};
  std::vector<ModuleResult> modules{};                 // top first, then by name
  std::map<std::string, std::uint64_t> cell_counts{};  // of the whole hierarchy, by type
  std::optional<RouteResult> route{};                  // ice40

  const Resources& totals() const { return modules.front().all; }
  // True also when no period was given, or nothing was routed.
  bool meets_period() const;
};

// synth.json and synth.txt; the same inputs and tools give the same bytes.
nlohmann::ordered_json to_json(const Result& result);
std::string to_text(const Result& result);

}  // namespace winnow::synth::fpga

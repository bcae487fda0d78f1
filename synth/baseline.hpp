// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "synth/result.hpp"

namespace winnow::synth {

// Committed figures of one design in one library (synth/baselines/NAME.LIBRARY.json). A change that moves
// them is seen in review, because the file has to change with it.
struct Baseline {
  std::string name;         // of the design
  std::string config_hash;  // of the config it was generated from; empty when it has none
  std::string library;
  std::map<std::string, std::string> tools{};    // name to version
  std::string top{};                             // module
  double gate_area = 0;                          // of the library's NAND2: one gate equivalent
  std::uint64_t flip_flops = 0;                  // of the whole design
  std::map<std::string, double> module_areas{};  // one instance with its submodules, by module
  std::optional<double> critical_path_ns{};

  double area() const { return module_areas.at(top); }
  double gates(double area) const { return area / gate_area; }
};

// One figure that moved, as a sentence: what, from, to, by how much.
struct Deviation {
  std::string figure;
  std::string message;
};

Baseline make_baseline(const Result& result, const std::string& name, const std::string& config_hash);

// Compares every module's area, the flip-flops and the critical path; a module that appeared or vanished is a
// deviation, and so is another library, tool version or config (whose figures cannot be compared).
// `tolerance` is relative.
std::vector<Deviation> compare_with_baseline(const Result& result, const std::string& config_hash,
                                             const Baseline& baseline, double tolerance = 0.02);

// Whether the environment asks for new baselines instead of a comparison: WINNOW_UPDATE_BASELINES=1.
bool baselines_are_updated();

// Throws InputError with the file's name and what was expected.
Baseline read_baseline(const std::filesystem::path& file);
void write_baseline(const Baseline& baseline, const std::filesystem::path& file);

// What a regression test calls: compares with the committed file, or, when baselines_are_updated(), writes it
// anew. A missing file is a deviation that says so.
std::vector<Deviation> check_baseline(const Result& result, const std::string& name,
                                      const std::string& config_hash, const std::filesystem::path& folder,
                                      double tolerance = 0.02);

}  // namespace winnow::synth

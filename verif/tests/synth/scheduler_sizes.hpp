// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "synth/baseline.hpp"

namespace winnow::synth_test {

// Schedulers whose area and path are kept over rows and keys, P = 16, no replay store.
inline constexpr unsigned scheduler_rows[] = {2, 4, 8};
inline constexpr unsigned scheduler_keys[] = {64, 512, 4096};

inline std::string scheduler_size_name(unsigned rows, unsigned keys) {
  return fmt::format("scheduler_{}x{}", rows, keys);
}

inline std::filesystem::path scheduler_size_file(const std::filesystem::path& folder, unsigned rows,
                                                 unsigned keys) {
  return folder / (scheduler_size_name(rows, keys) + ".osu018_stdcells.json");
}

// The committed ones as a Markdown table; the others have no figures in it.
inline std::string scheduler_sizes_table(const std::filesystem::path& folder) {
  std::string text = "\n| T | n | area, mm2 | gates | gates per key | flip-flops | critical path, ns |\n";
  text += "|---|---|---|---|---|---|---|\n";
  for (const unsigned rows : scheduler_rows) {
    for (const unsigned keys : scheduler_keys) {
      text += fmt::format("| {} | {} ", rows, keys);
      const auto file = scheduler_size_file(folder, rows, keys);
      if (!std::filesystem::exists(file)) {
        text += "| | | | | |\n";
        continue;
      }
      const synth::Baseline baseline = synth::read_baseline(file);
      const double gates = baseline.gates(baseline.area());
      // Above 400 000 cells the parts are timed alone, and the paths between them, the search's, are not
      // seen.
      const std::string path =
          gates > 600000 ? "not as a whole" : fmt::format("{:.2f}", baseline.critical_path_ns.value_or(0));
      text += fmt::format("| {:.3f} | {:.0f} | {:.0f} | {} | {} |\n", baseline.area() / 1e6, gates,
                          gates / keys, baseline.flip_flops, path);
    }
  }
  return text + "\n";
}

}  // namespace winnow::synth_test

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "synth/baseline.hpp"
#include "synth/fpga/result.hpp"

namespace winnow::synth::fpga {

// Committed figures of one design on one family (synth/baselines/NAME.FAMILY.json).
struct FpgaBaseline {
  std::string name;         // of the design
  std::string config_hash;  // of the config it was generated from
  std::string family;
  std::map<std::string, std::string> tools{};            // name to version
  std::map<std::string, std::uint64_t> totals{};         // by kind of cell
  std::map<std::string, std::uint64_t> lookup_tables{};  // of one instance with its submodules, by module
  std::string device{};                                  // "hx8k-ct256"; empty when nothing is routed
  std::uint64_t logic_cells = 0;                         // used in the device, with the shift registers
  double maximum_mhz = 0;                                // 0: it does not fit, or nothing is routed
};

FpgaBaseline make_baseline(const Result& result, const std::string& name, const std::string& config_hash);

// As synth::compare_with_baseline: every figure within `tolerance`, and another family, tool, device or
// config is a deviation of its own.
std::vector<Deviation> compare_with_baseline(const FpgaBaseline& now, const FpgaBaseline& baseline,
                                             double tolerance = 0.02);

// Throws InputError with the file's name and what was expected.
FpgaBaseline read_baseline(const std::filesystem::path& file);
void write_baseline(const FpgaBaseline& baseline, const std::filesystem::path& file);

// As synth::check_baseline: compares with the committed file or, when baselines_are_updated(), writes it.
std::vector<Deviation> check_baseline(const FpgaBaseline& now, const std::filesystem::path& folder);

// The baselines as a Markdown table, in the given order, below a line with the tools. Throws InputError when
// there is none.
std::string markdown_table(const std::vector<FpgaBaseline>& baselines);

}  // namespace winnow::synth::fpga

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gen/hdl/evaluator/program.hpp"

namespace winnow::hdl {

// Writes values of named nets as a VCD file, changes only. Cycle n spans 10 n to 10 n + 10 ns with the rising
// edge in the middle, as in the waves of the Verilated model.
class WaveWriter {
 public:
  // `names`: sorted by path, as in a Program.
  WaveWriter(const std::filesystem::path& file, const std::vector<NamedNet>& names);
  bool good() const { return out_.good(); }
  // Settled values at a time: of a cycle's first half (clock low, inputs new) or second half (state new).
  void sample(std::uint64_t time, bool clock, bool reset_n, const std::uint64_t* arena);
  // Ends the wave.
  void finish(std::uint64_t time);

 private:
  void declare(const std::vector<NamedNet>& names);
  void write_value(std::size_t index, const std::uint64_t* words);

  std::ofstream out_;
  std::vector<Slot> slots_;
  std::vector<std::string> codes_;
  std::vector<std::vector<std::uint64_t>> last_;  // empty: never written
  int last_reset_ = -1;
};

}  // namespace winnow::hdl

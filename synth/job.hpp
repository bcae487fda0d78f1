// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::synth {

// For synthesize_for_fpga() (synth/fpga/).
struct FpgaTarget {
  std::string family = "ice40";  // ice40, ecp5, xilinx (7 series)
  // ice40 only: hx1k, hx4k, hx8k, lp1k, lp8k, up5k; empty: hx8k. Others have no place and route.
  std::string device{};
  bool dsp = true;  // map products to multiplier blocks, where the family or device has some
};

// One synthesis run. Times are in ns, capacities in bits.
struct Job {
  std::string top;                             // module name
  std::vector<std::filesystem::path> files{};  // Verilog, base names all different
  std::string library = "osu018";              // osu018, osu035, osu050, or a path to FILE.lib or FILE.lib.gz
  FpgaTarget fpga{};                           // read in place of `library` by synthesize_for_fpga()
  std::optional<double> period_ns{};           // when mapping for area misses it, maps again for speed
  std::filesystem::path directory{};           // where the results go; made if absent
  std::vector<std::string> black_boxes{};      // modules that stay empty: area 0, memories counted in bits
  std::string clock = "clk_i";                 // clock port of every clocked module

  // Writable memories of more bits stay black boxes, too; smaller ones become flip-flops.
  std::uint64_t memory_limit_bits = 8192;
  // A hierarchy of more cells (counted per instance) is timed in parts; see Timing::parts.
  std::uint64_t timing_cell_limit = 400000;
  std::chrono::seconds time_limit{0};  // for all tools together; 0: none

  std::function<void(std::string_view)> progress{};  // gets short messages such as "mapping pe (3)"
};

}  // namespace winnow::synth

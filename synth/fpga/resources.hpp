// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::synth::fpga {

// Cells of an FPGA by what they are. A family has not all kinds.
struct Resources {
  std::uint64_t luts = 0;          // lookup tables, of any number of inputs
  std::uint64_t multiplexers = 0;  // that join lookup tables to wider functions
  std::uint64_t carries = 0;       // carry cells: one bit (ice40), two (ecp5), four (xilinx)
  std::uint64_t flip_flops = 0;
  std::uint64_t dsps = 0;              // multiplier blocks
  std::uint64_t block_rams = 0;        // blocks: 4 kbit (ice40), 18 kbit (ecp5), 18 or 36 kbit (xilinx)
  std::uint64_t distributed_rams = 0;  // cells that use lookup tables as memory or shift register
  std::uint64_t others = 0;            // anything else, such as a clock buffer

  bool operator==(const Resources&) const = default;
  // Adds `count` times `more`.
  void add(const Resources& more, std::uint64_t count = 1);
  // All of them with their names for programs, in the order above.
  std::vector<std::pair<std::string_view, std::uint64_t>> named() const;
};

// What `count` cells of a type are. Constant drivers are nothing.
Resources resources_of(const std::string& family, const std::string& cell_type, std::uint64_t count);

}  // namespace winnow::synth::fpga

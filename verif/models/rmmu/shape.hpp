// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gen/config/rmmu_parameters.hpp"

namespace winnow::verif {

// One precision of the set, by docs/cores/rmmu.md "What a PE computes".
struct RmmuMode {
  unsigned bits = 0;      // m: operand width
  unsigned ratio = 0;     // r = B / m
  unsigned operands = 0;  // streamed operands of a PE, and weights of a set
  unsigned outputs = 0;   // outputs of a PE = weight sets
  std::string name;       // "fx16" for the highest, "int4" for the others
};

// A port as the contract's table gives it; `width` is the whole port's.
struct RmmuPort {
  std::string name;
  unsigned width = 0;
  bool is_input = false;
};

// Everything that the contract derives from the user's parameters, computed here and nowhere shared with the
// generator. Throws std::invalid_argument when the parameters are outside the contract's ranges.
struct RmmuShape {
  explicit RmmuShape(const config::RmmuParameters& parameters);

  unsigned rows = 0, columns = 0, sources = 0, chunks = 0, segments = 0, groups = 0;
  std::vector<RmmuMode> modes;  // in the order of `precisions`, highest first
  bool has_row = false, has_element = false, has_group = false, has_shadow = false, saturates = false;
  unsigned operand_bits = 0;        // B
  unsigned word_bits = 0;           // P
  unsigned lanes = 0;               // L
  unsigned precision_bits = 0;      // width of a precision index, 0: no port
  unsigned source_bits = 0;         // width of a source index, 0: no port
  unsigned effective_length = 0;    // l: products per result
  std::vector<unsigned> lane_bits;  // accumulator width of each lane
  unsigned result_bits = 0;         // A
  unsigned group_bits = 0;          // A + ceil(log2(D * G))
  unsigned element_bits = 0;        // E
  unsigned row_delay = 0;           // pipeline registers before the row accumulator
  unsigned element_delay = 0;       // pipeline registers before the element accumulator
  std::vector<RmmuPort> ports;      // in the contract's order, without clk_i

  // Products that one lane of one segment adds in a cycle in this mode (N).
  unsigned products(const RmmuMode& mode) const { return columns / segments * mode.operands; }
  // A code beyond the list means the lowest precision; beyond the sources, the last source.
  unsigned mode_of_code(std::uint64_t code) const;
  unsigned source_of_code(std::uint64_t code) const;
};

// Smallest n with 2^n >= value; value > 0.
unsigned ceiling_log2(std::uint64_t value);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/rmmu_parameters.hpp"

namespace winnow::cores::rmmu {

// Sizes of a PE that follow from its precision set (thesis, section 7.6.2; docs/cores/rmmu.md "What a PE
// computes").
struct PrecisionShape {
  explicit PrecisionShape(std::vector<unsigned> set) : precisions(std::move(set)) {}

  std::vector<unsigned> precisions;  // bits, highest first

  unsigned highest() const { return precisions.front(); }
  unsigned lowest() const { return precisions.back(); }
  unsigned count() const { return static_cast<unsigned>(precisions.size()); }
  // B / m: how many m-bit operands one highest-precision operand splits into.
  unsigned ratio(unsigned precision) const { return highest() / precision; }
  // Bits of a stream or weight port word: twice the highest precision, unless there is no lower one.
  unsigned word_bits() const { return count() > 1 ? 2 * highest() : highest(); }
  unsigned operands(unsigned precision) const { return ratio(precision) == 1 ? 1 : 2 * ratio(precision); }
  // Outputs, which is also the number of weight sets.
  unsigned outputs(unsigned precision) const { return ratio(precision) <= 2 ? 1 : ratio(precision) / 2; }
  unsigned lanes() const { return outputs(lowest()); }
  // Bits of one output: 2m, and log2 of the number of summed products.
  unsigned output_bits(unsigned precision) const;
  // Widest precision that uses `lane`, and with it the lane's width at the multiplier.
  unsigned widest_on_lane(unsigned lane) const;
  unsigned lane_bits(unsigned lane) const;
  unsigned stationary_bits() const { return ratio(lowest()) * highest(); }
  unsigned precision_code_bits() const;  // 0 when there is nothing to choose

  bool operator==(const PrecisionShape&) const = default;
  std::string text() const;  // "16_8_4_2", for names
  std::string list() const;  // "[16, 8, 4, 2]", as in a config
};

// What a PE's stream port holds, for its comment.
// `doubled`: in the highest of several precisions the operand is in both halves.
std::string operands_text(const PrecisionShape& shape, bool doubled);

// Sizes of the array.
struct ArrayShape {
  explicit ArrayShape(const config::RmmuParameters& p);

  PrecisionShape precision;
  bool row_reduction, element_reduction;
  unsigned groups;            // rows / chunks
  unsigned segment_columns;   // columns of one segment
  unsigned source_code_bits;  // 0 when there is one source
  bool has_group_results;
  unsigned row_latency, element_latency;  // cycles from sample to result

  // Width of the accumulators of `lane`, and of the port elements (that of lane 0).
  unsigned accumulator_bits(unsigned lane) const;
  unsigned result_bits() const { return accumulator_bits(0); }
  unsigned group_bits() const;
  unsigned element_bits() const;

 private:
  unsigned length_;  // products that must not overflow
  unsigned element_length_;
  unsigned joined_;  // accumulators per group and lane
};

}  // namespace winnow::cores::rmmu

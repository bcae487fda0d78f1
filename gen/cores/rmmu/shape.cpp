// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/shape.hpp"

#include <algorithm>

#include "gen/lib/bits.hpp"

namespace winnow::cores::rmmu {

using lib::ceil_log2;

unsigned PrecisionShape::output_bits(unsigned precision) const {
  return 2 * precision + ceil_log2(operands(precision));
}

unsigned PrecisionShape::widest_on_lane(unsigned lane) const {
  return *std::find_if(precisions.begin(), precisions.end(), [&](unsigned m) { return outputs(m) > lane; });
}

unsigned PrecisionShape::lane_bits(unsigned lane) const {
  unsigned bits = 0;
  for (const unsigned precision : precisions) {
    if (outputs(precision) > lane) bits = std::max(bits, output_bits(precision));
  }
  return bits;
}

unsigned PrecisionShape::precision_code_bits() const {
  return count() == 1 ? 0 : lib::index_bits(count());
}

std::string PrecisionShape::text() const {
  std::string text;
  for (const unsigned precision : precisions) text += (text.empty() ? "" : "_") + std::to_string(precision);
  return text;
}

std::string PrecisionShape::list() const {
  std::string text;
  for (const unsigned precision : precisions) text += (text.empty() ? "[" : ", ") + std::to_string(precision);
  return text + "]";
}

ArrayShape::ArrayShape(const config::RmmuParameters& p)
    : precision(p.precisions),
      row_reduction(std::find(p.reductions.begin(), p.reductions.end(), "row") != p.reductions.end()),
      element_reduction(std::find(p.reductions.begin(), p.reductions.end(), "element") != p.reductions.end()),
      groups(p.rows / p.chunks),
      segment_columns(p.columns / p.segments),
      source_code_bits(p.sources == 1 ? 0 : lib::index_bits(p.sources)),
      has_group_results(row_reduction && p.chunks * p.segments > 1),
      row_latency(p.pe_stages + p.reduction_stages + 1),
      element_latency(p.pe_stages + 1),
      length_(p.maximum_length),
      element_length_(p.maximum_length),
      joined_(p.chunks * p.segments) {
  // An accumulator holds at least what one cycle brings.
  for (const unsigned m : p.precisions) length_ = std::max(length_, segment_columns * precision.operands(m));
}

unsigned ArrayShape::accumulator_bits(unsigned lane) const {
  return 2 * precision.widest_on_lane(lane) + ceil_log2(length_);
}
unsigned ArrayShape::group_bits() const {
  return result_bits() + ceil_log2(joined_);
}
unsigned ArrayShape::element_bits() const {
  return 2 * precision.highest() + ceil_log2(element_length_);
}

std::string operands_text(const PrecisionShape& shape, bool doubled) {
  const std::string text = "packed operands x[k] of the row's precision";
  return shape.count() == 1 || !doubled ? text : text + "; in the highest one, x[0] in both halves";
}

}  // namespace winnow::cores::rmmu

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu_attention/score_mapping.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::verif {

std::string to_string(ScoreLayout layout) {
  return layout == ScoreLayout::groups ? "groups" : "segments";
}

ScoreMapping::ScoreMapping(const RmmuShape& shape, std::size_t mode, std::size_t dimension,
                           ScoreLayout layout)
    : shape_(shape), mode_(shape.modes.at(mode)), layout_(layout) {
  const bool groups = layout == ScoreLayout::groups;
  if (!shape.has_row) throw std::invalid_argument("score mapping: the array has no row reduction");
  if (groups && !shape.has_group) throw std::invalid_argument("score mapping: the array has no group result");
  segments_ = groups ? 1 : shape.segments;
  units_ = groups ? shape.groups : shape.rows;
  slots_ = units_ * segments_ * mode_.outputs;
  capacity_ = std::size_t{groups ? shape.chunks : 1U} * (shape.columns / segments_) * mode_.operands;
  // An accumulator adds products(mode) products a pass, and is exact for effective_length of them. Padding
  // adds nothing, but leaving it out of the count would make the bound depend on where the padding lies.
  const std::size_t exact_passes = std::max<std::size_t>(1, shape.effective_length / shape.products(mode_));
  dimension_ = std::min(dimension, exact_passes * capacity_);
  passes_ = (dimension_ + capacity_ - 1) / capacity_;
}

std::size_t ScoreMapping::unit_of_row(unsigned row) const {
  return layout_ == ScoreLayout::groups ? row / shape_.chunks : row;
}

std::size_t ScoreMapping::slot(unsigned row, unsigned column, unsigned set) const {
  const std::size_t segment = column / (shape_.columns / segments_);
  return (unit_of_row(row) * segments_ + segment) * mode_.outputs + set;
}

bool ScoreMapping::occupied(unsigned row, unsigned set, std::size_t queries) const {
  return slot(row, 0, set) < queries;  // the unit's first segment has its lowest slot of this set
}

std::size_t ScoreMapping::element(std::size_t pass, unsigned chunk, unsigned column, unsigned operand) const {
  const std::size_t place = layout_ == ScoreLayout::groups ? std::size_t{chunk} * shape_.columns + column
                                                           : column % (shape_.columns / segments_);
  return pass * capacity_ + place * mode_.operands + operand;
}

std::uint64_t ScoreMapping::word(const sim::BasicMatrix<std::int32_t>& vectors, std::size_t vector,
                                 std::size_t pass, unsigned chunk, unsigned column) const {
  std::uint64_t packed = 0;
  const std::uint64_t mask = (1ULL << mode_.bits) - 1U;
  for (unsigned operand = 0; operand < mode_.operands; ++operand) {
    const std::size_t index = element(pass, chunk, column, operand);
    if (index >= dimension_ || vector >= vectors.rows) continue;
    const auto bits = static_cast<std::uint64_t>(vectors.at(vector, index)) & mask;
    packed |= bits << (operand * mode_.bits);
  }
  return packed;
}

std::size_t ScoreMapping::result_offset(std::size_t slot) const {
  const std::size_t sums = slot / mode_.outputs;  // index over units and segments
  return (sums * shape_.lanes + slot % mode_.outputs) * result_width();
}

unsigned ScoreMapping::result_width() const {
  return layout_ == ScoreLayout::groups ? shape_.group_bits : shape_.result_bits;
}

std::vector<ScoreLayout> score_layouts(const RmmuShape& shape, std::size_t mode, std::size_t dimension) {
  if (!shape.has_row) return {};
  if (!shape.has_group) return {ScoreLayout::segments};
  const ScoreMapping segments(shape, mode, dimension, ScoreLayout::segments);
  const bool fits = shape.chunks == 1 && segments.passes() == 1 && segments.dimension() == dimension;
  if (fits) return {ScoreLayout::segments, ScoreLayout::groups};
  return {ScoreLayout::groups, ScoreLayout::segments};
}

}  // namespace winnow::verif

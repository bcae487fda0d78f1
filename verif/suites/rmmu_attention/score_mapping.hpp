// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/matrix.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// How dot products lie on the array.
enum class ScoreLayout {
  groups,   // one dot product over the D rows of a group and all columns: read at group_result_o
  segments  // one dot product per segment of a row, the key repeated in every chunk and segment: row_result_o
};

std::string to_string(ScoreLayout layout);

// Where Q K^T of one head lies on the array: queries stationary, keys streamed. Pure functions of the shape,
// the precision and the head's dimension. A *unit* is what makes a dot product: a group of D rows or a single
// row. A *pass* is one cycle's share of a vector that is longer than the array; passes accumulate over time.
class ScoreMapping {
 public:
  // `mode` indexes shape.modes. Throws std::invalid_argument when the array has no row reduction, or no group
  // result for `groups`.
  ScoreMapping(const RmmuShape& shape, std::size_t mode, std::size_t dimension, ScoreLayout layout);

  ScoreLayout layout() const { return layout_; }
  std::size_t capacity() const { return capacity_; }  // vector elements per pass
  std::size_t passes() const { return passes_; }
  // Elements of the head's vectors that are used: all, unless they exceed what the accumulator holds without
  // overflow (maximum_length).
  std::size_t dimension() const { return dimension_; }
  std::size_t units() const { return units_; }
  std::size_t slots() const { return slots_; }  // queries held at a time

  // The slot whose query PE (row, column) holds in weight set `set`. Sets vary fastest, then segments, then
  // units, so that few queries occupy few rows.
  std::size_t slot(unsigned row, unsigned column, unsigned set) const;
  // Rows and weight sets that `queries` slots, filled from 0, occupy.
  bool occupied(unsigned row, unsigned set, std::size_t queries) const;
  // The unit of a row, and the vector element of operand k of PE column `column` in chunk `chunk`. Elements
  // from dimension() on are zero padding.
  std::size_t unit_of_row(unsigned row) const;
  std::size_t element(std::size_t pass, unsigned chunk, unsigned column, unsigned operand) const;

  // The operand word of a PE: elements of `vector`, packed; also the weight word of one set.
  std::uint64_t word(const sim::BasicMatrix<std::int32_t>& vectors, std::size_t vector, std::size_t pass,
                     unsigned chunk, unsigned column) const;

  // The bit offset and width of the slot's result in row_result_o or group_result_o.
  std::size_t result_offset(std::size_t slot) const;
  unsigned result_width() const;

 private:
  const RmmuShape& shape_;
  RmmuMode mode_;
  ScoreLayout layout_;
  std::size_t capacity_ = 0, passes_ = 0, dimension_ = 0, units_ = 0, slots_ = 0, segments_ = 0;
};

// The layouts that the array has. The first is the natural one: groups, unless a segment alone holds a whole
// vector.
std::vector<ScoreLayout> score_layouts(const RmmuShape& shape, std::size_t mode, std::size_t dimension);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace winnow::sim {

// A dense matrix in row order.
template <typename Value>
struct BasicMatrix {
  BasicMatrix() = default;
  BasicMatrix(std::size_t row_count, std::size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count) {}

  Value& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  const Value& at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
  std::span<const Value> row(std::size_t index) const { return {values.data() + index * columns, columns}; }

  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Value> values;

  bool operator==(const BasicMatrix&) const = default;
};

using Matrix = BasicMatrix<double>;

// The upper left corner of a matrix; row_count and column_count no larger than the matrix's.
template <typename Value>
BasicMatrix<Value> corner(const BasicMatrix<Value>& matrix, std::size_t row_count, std::size_t column_count) {
  BasicMatrix<Value> part(row_count, column_count);
  for (std::size_t row = 0; row < row_count; ++row) {
    for (std::size_t column = 0; column < column_count; ++column)
      part.at(row, column) = matrix.at(row, column);
  }
  return part;
}

}  // namespace winnow::sim

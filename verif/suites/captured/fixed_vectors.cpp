// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/fixed_vectors.hpp"

#include <algorithm>

#include "sim/quantise.hpp"

namespace winnow::verif {

std::vector<std::vector<std::int64_t>> fixed_vectors(const sim::Matrix& matrix, std::size_t rows,
                                                     const config::FixedFormat& format, unsigned dimension) {
  // Formats of one bit are beyond what is quantised elsewhere.
  const sim::Quantised quantised =
      sim::quantise_fixed(matrix, std::max(2U, format.width()), format.fraction_bits);
  const std::int64_t end = std::int64_t{1} << (format.width() - 1);
  std::vector<std::vector<std::int64_t>> vectors;
  for (std::size_t row = 0; row < std::min(rows, matrix.rows); ++row) {
    std::vector<std::int64_t>& vector = vectors.emplace_back(dimension, 0);
    for (std::size_t i = 0; i < std::min<std::size_t>(dimension, matrix.columns); ++i)
      vector[i] = std::clamp<std::int64_t>(quantised.codes.at(row, i), -end, end - 1);
  }
  return vectors;
}

}  // namespace winnow::verif

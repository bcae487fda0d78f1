// SPDX-License-Identifier: Apache-2.0
#include "sim/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <vector>

#include "sim/selection.hpp"

namespace winnow::sim {
namespace {

void require_same_shape(const Matrix& a, const Matrix& b) {
  if (a.rows != b.rows || a.columns != b.columns)
    throw std::invalid_argument("metrics: matrices differ in shape");
}

}  // namespace

double relative_l2_error(const Matrix& reference, const Matrix& estimate, Mask mask) {
  require_same_shape(reference, estimate);
  double difference = 0.0;
  double norm = 0.0;
  for (std::size_t row = 0; row < reference.rows; ++row) {
    const std::size_t visible = visible_keys(mask, row, reference.columns);
    for (std::size_t column = 0; column < visible; ++column) {
      const double exact = reference.at(row, column);
      const double error = estimate.at(row, column) - exact;
      difference += error * error;
      norm += exact * exact;
    }
  }
  if (norm == 0.0) return difference == 0.0 ? 0.0 : std::numeric_limits<double>::infinity();
  return std::sqrt(difference / norm);
}

double largest_error(const Matrix& reference, const Matrix& estimate) {
  require_same_shape(reference, estimate);
  double largest = 0.0;
  for (std::size_t i = 0; i < reference.values.size(); ++i) {
    largest = std::max(largest, std::abs(estimate.values[i] - reference.values[i]));
  }
  return largest;
}

double top_recall(const Matrix& reference, const Matrix& estimate, double percent, Mask mask) {
  require_same_shape(reference, estimate);
  std::size_t found = 0;
  std::size_t wanted = 0;
  for (std::size_t query = 0; query < reference.rows; ++query) {
    const std::size_t visible = visible_keys(mask, query, reference.columns);
    const std::size_t count = kept_keys(percent / 100.0, visible);
    const auto exact = top_keys(reference.row(query), visible, count);
    const auto estimated = top_keys(estimate.row(query), visible, count);
    std::vector<std::size_t> common;
    std::set_intersection(exact.begin(), exact.end(), estimated.begin(), estimated.end(),
                          std::back_inserter(common));
    found += common.size();
    wanted += count;
  }
  return wanted == 0 ? 1.0 : static_cast<double>(found) / static_cast<double>(wanted);
}

}  // namespace winnow::sim

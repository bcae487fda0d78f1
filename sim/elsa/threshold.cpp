// SPDX-License-Identifier: Apache-2.0
#include "sim/elsa/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>

namespace winnow::sim::elsa {
namespace {

double norm(std::span<const double> vector) {
  return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
}

double largest_norm(const Matrix& vectors, std::size_t count) {
  double largest = 0;
  for (std::size_t row = 0; row < count; ++row) largest = std::max(largest, norm(vectors.row(row)));
  return largest;
}

// The dot product of the least relevant of the first `visible` keys.
double least_relevant(std::span<const double> dots, std::span<const double> weights, std::size_t visible,
                      double degree) {
  const double least_weight = degree / static_cast<double>(visible);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t key = 0; key < visible; ++key)
    if (weights[key] > least_weight) least = std::min(least, dots[key]);
  if (std::isfinite(least)) return least;
  return *std::max_element(dots.begin(), dots.begin() + static_cast<std::ptrdiff_t>(visible));
}

}  // namespace

ThresholdLearner::ThresholdLearner(double degree) : degree_(degree) {
  if (!(degree > 0)) throw std::invalid_argument("the degree of approximation p must be above 0");
}

void ThresholdLearner::add(const Head& head) {
  const double largest_key = largest_norm(head.k, head.k.rows);
  const Matrix dots = scores(head);
  const Matrix weights = probabilities(dots, head.scale, head.mask);
  for (std::size_t query = 0; query < head.q.rows; ++query) {
    const double unit = norm(head.q.row(query)) * largest_key;
    const std::size_t visible = visible_keys(head.mask, query, head.k.rows);
    if (!(unit > 0) || visible == 0) continue;
    sum_ += least_relevant(dots.row(query), weights.row(query), visible, degree_) / unit;
    ++queries_;
  }
}

double ThresholdLearner::threshold() const {
  return queries_ == 0 ? 0.0 : sum_ / static_cast<double>(queries_);
}

}  // namespace winnow::sim::elsa

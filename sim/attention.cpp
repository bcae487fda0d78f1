// SPDX-License-Identifier: Apache-2.0
#include "sim/attention.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace winnow::sim {

std::size_t visible_keys(Mask mask, std::size_t query, std::size_t keys) {
  return mask == Mask::causal ? std::min(query + 1, keys) : keys;
}

Matrix scores(const Head& head) {
  if (head.q.columns != head.k.columns) throw std::invalid_argument("scores: Q and K differ in dimension");
  Matrix result(head.q.rows, head.k.rows);
  for (std::size_t query = 0; query < head.q.rows; ++query) {
    for (std::size_t key = 0; key < head.k.rows; ++key) {
      double sum = 0.0;
      for (std::size_t i = 0; i < head.q.columns; ++i) sum += head.q.at(query, i) * head.k.at(key, i);
      result.at(query, key) = sum;
    }
  }
  return result;
}

Matrix probabilities(const Matrix& unscaled_scores, double scale, Mask mask) {
  Matrix result(unscaled_scores.rows, unscaled_scores.columns);
  for (std::size_t query = 0; query < result.rows; ++query) {
    const std::size_t visible = visible_keys(mask, query, result.columns);
    // Subtracting the maximum keeps exp() in range and changes nothing else.
    double maximum = scale * unscaled_scores.at(query, 0);
    for (std::size_t key = 1; key < visible; ++key) {
      maximum = std::max(maximum, scale * unscaled_scores.at(query, key));
    }
    double sum = 0.0;
    for (std::size_t key = 0; key < visible; ++key) {
      result.at(query, key) = std::exp(scale * unscaled_scores.at(query, key) - maximum);
      sum += result.at(query, key);
    }
    for (std::size_t key = 0; key < visible; ++key) result.at(query, key) /= sum;
  }
  return result;
}

Matrix weighted_values(const Matrix& probability, const Matrix& v) {
  if (probability.columns != v.rows)
    throw std::invalid_argument("weighted_values: V has another number of keys");
  Matrix result(probability.rows, v.columns);
  for (std::size_t query = 0; query < probability.rows; ++query) {
    for (std::size_t key = 0; key < v.rows; ++key) {
      const double weight = probability.at(query, key);
      for (std::size_t i = 0; i < v.columns; ++i) result.at(query, i) += weight * v.at(key, i);
    }
  }
  return result;
}

Matrix attention(const Head& head) {
  return weighted_values(probabilities(scores(head), head.scale, head.mask), head.v);
}

}  // namespace winnow::sim

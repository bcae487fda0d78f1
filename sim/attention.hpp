// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "sim/matrix.hpp"

namespace winnow::sim {

// Which keys a query sees: all of them, or (causal) query i the keys 0..i.
enum class Mask { none, causal };

// Number of keys that `query` sees; they are always the first ones.
std::size_t visible_keys(Mask mask, std::size_t query, std::size_t keys);

// One attention head in double precision. Q is [queries][d], K and V are [keys][d]; scale multiplies the
// scores.
struct Head {
  Matrix q, k, v;
  double scale = 1.0;
  Mask mask = Mask::none;
};

// Q K^T without the scale, [queries][keys]; masked entries are computed too.
Matrix scores(const Head& head);

// Softmax of scale * score over the visible keys, [queries][keys]; 0 where masked. Each row sums to 1.
Matrix probabilities(const Matrix& unscaled_scores, double scale, Mask mask);

// probabilities * V, [queries][d].
Matrix weighted_values(const Matrix& probability, const Matrix& v);

// softmax(scale * Q K^T) V, [queries][d]: exact attention, the golden result.
Matrix attention(const Head& head);

}  // namespace winnow::sim

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "sim/attention.hpp"
#include "sim/matrix.hpp"

namespace winnow::sim {

// How the scores that a selector sees are estimated (DOTA thesis, section 7.3): products of Q and K quantised
// to so many bits, or exact ones as the oracle.
enum class Estimate : std::uint8_t { exact, int8, int4, int2 };

// All of them, in the order of the enumeration; "exact", "int8", "int4", "int2".
const std::vector<std::string>& estimate_names();
std::string to_string(Estimate estimate);
// Throws std::invalid_argument for a name that is none of estimate_names().
Estimate estimate_of(const std::string& name);

// Q K^T, [queries][keys], masked entries too, up to one factor per head: exact, or integer dot products of Q
// and K, each quantised with one scale per head in the default range of its width (sim/quantise.hpp).
Matrix estimated_scores(const Head& head, Estimate estimate);

// Scores as signed `bits`-bit integers: one scale per head, so that the largest magnitude gets the largest
// code (more would saturate where a selector has to tell the best keys apart). Throws std::invalid_argument
// for bits outside 2 to 16.
BasicMatrix<std::int32_t> narrowed_scores(const Matrix& scores, unsigned bits);

// ceil(share * keys), as a decimal share means it (0.07 of 100 keys are 7), at most `keys`.
std::size_t kept_keys(double share, std::size_t keys);

// The `count` best of the first `visible` keys of one query, in ascending order; of equal scores the lower
// keys are better. All visible keys when they are no more than `count`.
template <typename Value>
std::vector<std::size_t> top_keys(std::span<const Value> scores, std::size_t visible, std::size_t count) {
  std::vector<std::size_t> keys(visible);
  std::iota(keys.begin(), keys.end(), std::size_t{0});
  if (count >= visible) return keys;
  const auto better = [&](std::size_t a, std::size_t b) {
    return scores[a] > scores[b] || (!(scores[a] < scores[b]) && a < b);
  };
  std::nth_element(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count), keys.end(), better);
  keys.resize(count);
  std::sort(keys.begin(), keys.end());
  return keys;
}

// The first `visible` keys whose score is at least `threshold`, in ascending order.
template <typename Value>
std::vector<std::size_t> passing_keys(std::span<const Value> scores, std::size_t visible, Value threshold) {
  std::vector<std::size_t> keys;
  for (std::size_t key = 0; key < visible; ++key)
    if (scores[key] >= threshold) keys.push_back(key);
  return keys;
}

}  // namespace winnow::sim

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/harness/random.hpp"
#include "verif/models/elsa/shape.hpp"

namespace winnow::verif::elsa {

using Vector = std::vector<std::int64_t>;

// A head: what it is started with, and what the memories hold. Vectors have all d elements, those that do not
// count, too.
struct Head {
  unsigned queries = 0, keys = 0, dimension = 0;
  bool causal = false, approximation_off = false;
  std::int64_t threshold = 0;  // in units of 2^-G
  std::uint64_t scale = 0;
  std::vector<Vector> query_rows, key_rows, value_rows;  // as many as there are; more are not in the memory

  // Neither refused nor empty.
  bool runs(const ElsaShape& shape) const;
  bool is_refused(const ElsaShape& shape) const;
};

std::int64_t smallest_element(const ElsaShape& shape);
std::int64_t largest_element(const ElsaShape& shape);
std::int64_t smallest_threshold(const ElsaShape& shape);
std::int64_t largest_threshold(const ElsaShape& shape);
std::uint64_t largest_scale(const ElsaShape& shape);
// log2(e) / sqrt(d), as near as the format can say.
std::uint64_t usual_scale(const ElsaShape& shape);

// Elements of a kind drawn anew: any, small, extreme, sparse or none.
Vector random_vector(const ElsaShape& shape, Random& random);
Vector constant_vector(const ElsaShape& shape, std::int64_t element);

// A head of random vectors: all elements count, every key is selected, the usual scale.
Head plain_head(const ElsaShape& shape, Random& random, unsigned queries, unsigned keys);
// Anything that runs, with up to `most` queries and keys: masks, dimensions, thresholds where some keys are
// selected and others are not, often.
Head random_head(const ElsaShape& shape, Random& random, unsigned most);

}  // namespace winnow::verif::elsa

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/head.hpp"

#include <algorithm>
#include <cmath>

namespace winnow::verif::elsa {
namespace {

unsigned between(Random& random, unsigned least, unsigned most) {
  return least + static_cast<unsigned>(random.below(most - least + 1));
}

// Now one, now as many as there can be, now anything.
unsigned count(Random& random, unsigned most) {
  if (random.one_in(6)) return 1;
  return random.one_in(6) ? most : between(random, 1, most);
}

std::vector<Vector> random_vectors(const ElsaShape& shape, Random& random, unsigned count) {
  std::vector<Vector> vectors;
  for (unsigned i = 0; i < count; ++i) vectors.push_back(random_vector(shape, random));
  return vectors;
}

std::int64_t random_threshold(const ElsaShape& shape, Random& random) {
  const std::int64_t one = largest_threshold(shape) / 2 + 1;
  switch (random.below(8)) {
    case 0:
      return smallest_threshold(shape);
    case 1:
      return largest_threshold(shape);
    case 2:
      return 0;
    case 3:
      return -static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(one)));
    default:
      return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(one)));
  }
}

}  // namespace

bool Head::is_refused(const ElsaShape& shape) const {
  return queries > shape.tokens || keys > shape.tokens || dimension < 1 || dimension > shape.dimension;
}

bool Head::runs(const ElsaShape& shape) const {
  return !is_refused(shape) && queries > 0;
}

std::int64_t smallest_element(const ElsaShape& shape) {
  return -(std::int64_t{1} << (shape.vector_bits - 1));
}

std::int64_t largest_element(const ElsaShape& shape) {
  return -smallest_element(shape) - 1;
}

std::int64_t smallest_threshold(const ElsaShape& shape) {
  return -(std::int64_t{1} << (shape.threshold_bits - 1));
}

std::int64_t largest_threshold(const ElsaShape& shape) {
  return -smallest_threshold(shape) - 1;
}

std::uint64_t largest_scale(const ElsaShape& shape) {
  return (std::uint64_t{1} << shape.scale_bits) - 1;
}

std::uint64_t usual_scale(const ElsaShape& shape) {
  const double scale = 1.4426950408889634 / std::sqrt(static_cast<double>(shape.dimension));
  const double units = std::round(std::ldexp(scale, static_cast<int>(shape.attention.scale_fraction_bits)));
  return std::min(largest_scale(shape), static_cast<std::uint64_t>(units));
}

Vector random_vector(const ElsaShape& shape, Random& random) {
  const std::uint64_t codes = std::uint64_t{1} << shape.vector_bits;
  const std::uint64_t kind = random.below(8);
  Vector vector;
  for (unsigned i = 0; i < shape.dimension; ++i) {
    std::int64_t element = smallest_element(shape) + static_cast<std::int64_t>(random.below(codes));
    if (kind == 0) element = random.one_in(2) ? smallest_element(shape) : largest_element(shape);
    if (kind >= 4) element /= 8;
    if (kind == 1) element = random.one_in(8) ? element : 0;
    vector.push_back(element);
  }
  return kind == 2 && random.one_in(4) ? constant_vector(shape, 0) : vector;
}

Vector constant_vector(const ElsaShape& shape, std::int64_t element) {
  return Vector(shape.dimension, element);
}

Head plain_head(const ElsaShape& shape, Random& random, unsigned queries, unsigned keys) {
  return {.queries = queries,
          .keys = keys,
          .dimension = shape.dimension,
          .causal = false,
          .approximation_off = true,
          .threshold = 0,
          .scale = usual_scale(shape),
          .query_rows = random_vectors(shape, random, std::min(queries, shape.tokens)),
          .key_rows = random_vectors(shape, random, std::min(keys, shape.tokens)),
          .value_rows = random_vectors(shape, random, std::min(keys, shape.tokens))};
}

Head random_head(const ElsaShape& shape, Random& random, unsigned most) {
  Head head = plain_head(shape, random, count(random, most), random.one_in(8) ? 0 : count(random, most));
  if (random.one_in(3)) head.dimension = between(random, 1, shape.dimension);
  head.causal = random.one_in(3);
  head.approximation_off = random.one_in(4);
  head.threshold = random_threshold(shape, random);
  if (random.one_in(4)) head.scale = random.below(largest_scale(shape) + 1);
  // Keys near a query, so that some are selected.
  for (Vector& key : head.key_rows) {
    if (random.one_in(2)) key = head.query_rows[random.below(head.query_rows.size())];
  }
  return head;
}

}  // namespace winnow::verif::elsa

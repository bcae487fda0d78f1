// SPDX-License-Identifier: Apache-2.0
// Cut-offs beside similarities: what a step of a norm, a distance or a cosine does.
#include <algorithm>
#include <optional>

#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif::elsa {
namespace {

// Keys of every size, thresholds where one step of a norm or a cosine makes a difference.
void edges(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (unsigned i = 0; i < 4 * shape.vector_bits; ++i) {
    Head head = plain_head(shape, driver.random(), std::min(shape.tokens, 3U),
                           std::min(shape.tokens, 2 * shape.banks));
    head.approximation_off = false;
    relate_keys(shape, driver.random(), head);
    shrink(head.key_rows, i % shape.vector_bits);
    head.threshold = edge_threshold(shape, driver.random(), head);
    run(driver, head);
  }
}

// With the last threshold that selects the key, or leaves it on the cut-off, and with the next.
void run_on_both_sides(Driver& driver, Head head, std::int64_t threshold) {
  const ElsaShape& shape = driver.shape();
  head.approximation_off = false;
  for (const std::int64_t each : {threshold - 1, threshold, threshold + 1}) {
    head.threshold = std::clamp(each, smallest_threshold(shape), largest_threshold(shape));
    run(driver, head);
  }
}

// A query and a key at some distance, if a few attempts find them.
std::optional<Head> head_at(Driver& driver, std::size_t distance) {
  const ElsaShape& shape = driver.shape();
  for (unsigned attempt = 0; attempt < 200; ++attempt) {
    Head head = plain_head(shape, driver.random(), 1, 1);
    relate_keys(shape, driver.random(), head);
    const bool fits = distance_of(shape, head.query_rows.front(), head.key_rows.front()) == distance;
    if (fits && norm_of(shape, head.key_rows.front()) > 0) return head;
  }
  return std::nullopt;
}

void every_distance(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (std::size_t distance = 0; distance <= shape.hash_bits; ++distance) {
    const std::optional<Head> head = head_at(driver, distance);
    if (!head) continue;
    const std::uint64_t norm = norm_of(shape, head->key_rows.front());
    run_on_both_sides(driver, *head, threshold_at(shape, norm, shape.select.cosine[distance], norm));
  }
}

Vector vector_within(const ElsaShape& shape, Random& random, std::int64_t most) {
  Vector vector;
  for (unsigned i = 0; i < shape.dimension; ++i)
    vector.push_back(static_cast<std::int64_t>(random.below(2 * static_cast<std::uint64_t>(most) + 1)) -
                     most);
  return vector;
}

// A large key, and one of any size that is the query itself.
void every_norm(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  if (shape.tokens == 1) return;
  constexpr unsigned sizes = 32;
  for (unsigned i = 1; i <= sizes; ++i) {
    Head head = plain_head(shape, driver.random(), 1, 2);
    const std::int64_t most = largest_element(shape) * i / sizes + 1;
    const Vector key = vector_within(shape, driver.random(), std::min(most, largest_element(shape)));
    head.key_rows[1] = head.query_rows[0] = key;
    const std::uint64_t norm = norm_of(shape, key);
    const std::uint64_t largest = std::max(norm, norm_of(shape, head.key_rows[0]));
    if (norm > 0)
      run_on_both_sides(driver, head, threshold_at(shape, norm, shape.select.cosine.front(), largest));
  }
}

}  // namespace

void add_edge_tests(SuiteBuilder& builder) {
  builder.directed("edges", "cut-offs as near to similarities as may be, keys of every size", edges);
  builder.directed("every_distance",
                   "the cosine of every distance that is found, on both sides of the cut-off",
                   every_distance);
  builder.directed("every_norm", "norms beside the largest, on both sides of the cut-off", every_norm);
}

}  // namespace winnow::verif::elsa

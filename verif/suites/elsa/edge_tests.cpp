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

// Elements whose squares make `square`, or nearly.
Vector vector_of_square(const ElsaShape& shape, std::int64_t square) {
  Vector vector;
  for (unsigned i = 0; i < shape.dimension; ++i) {
    std::int64_t element = 0;
    while (element < largest_element(shape) && (element + 1) * (element + 1) <= square) ++element;
    vector.push_back(element);
    square -= element * element;
  }
  return vector;
}

// A norm and a cosine.
struct Similarity {
  std::uint64_t norm = 0;
  std::int64_t cosine = 0;
};

// Runs the head's query with its key 0 and a second, larger one, at a cut-off between the key's similarity
// and `other`, if a few second keys find such a cut-off: with the key alone many steps make no difference.
bool run_between(Driver& driver, Head head, const Similarity& key, const Similarity& other) {
  const ElsaShape& shape = driver.shape();
  const std::int64_t most = shape.dimension * largest_element(shape) * largest_element(shape);
  for (unsigned attempt = 0; attempt < 100; ++attempt) {
    const auto square = driver.random().below(static_cast<std::uint64_t>(most) + 1);
    const Vector second = vector_of_square(shape, static_cast<std::int64_t>(square));
    const std::uint64_t largest = norm_of(shape, second);
    if (largest < std::max(key.norm, other.norm)) continue;
    const std::int64_t threshold = std::max(threshold_at(shape, key.norm, key.cosine, largest),
                                            threshold_at(shape, other.norm, other.cosine, largest));
    const std::int64_t least = std::min(threshold_at(shape, key.norm, key.cosine, largest),
                                        threshold_at(shape, other.norm, other.cosine, largest));
    if (threshold == least || threshold > largest_threshold(shape) || threshold < smallest_threshold(shape))
      continue;
    head.keys = 2;
    head.key_rows.resize(2);
    head.value_rows.resize(2, random_vector(shape, driver.random()));
    head.key_rows[1] = second;
    head.approximation_off = false;
    head.threshold = threshold;
    run(driver, head);
    return true;
  }
  return false;
}

// A cosine that is one more or one less.
void every_cosine(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  if (shape.tokens == 1) return;
  for (std::size_t distance = 0; distance <= shape.hash_bits; ++distance) {
    for (const std::int64_t change : {-1, 1}) {
      bool is_done = false;
      for (unsigned attempt = 0; attempt < 8 && !is_done; ++attempt) {
        const std::optional<Head> head = head_at(driver, distance);
        if (!head) break;
        const Similarity key{norm_of(shape, head->key_rows.front()), shape.select.cosine[distance]};
        is_done = run_between(driver, *head, key, {key.norm, key.cosine + change});
      }
    }
  }
}

// Norms that are one more or one less, of squares a thirty-second apart: each entry of the root's table.
void every_root(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  if (shape.tokens == 1) return;
  const std::int64_t largest = shape.dimension * largest_element(shape) * largest_element(shape);
  for (std::int64_t square = 1; square <= largest; square += 1 + square / 32) {
    Head head = plain_head(shape, driver.random(), 1, 1);
    head.key_rows[0] = head.query_rows[0] = vector_of_square(shape, square);
    const Similarity key{norm_of(shape, head.key_rows[0]), shape.select.cosine.front()};
    if (key.norm == 0) continue;
    run_between(driver, head, key, {key.norm - 1, key.cosine});
    run_between(driver, head, key, {key.norm + 1, key.cosine});
  }
}

}  // namespace

void add_edge_tests(SuiteBuilder& builder) {
  builder.directed("edges", "cut-offs as near to similarities as may be, keys of every size", edges);
  builder.directed("every_distance",
                   "the cosine of every distance that is found, on both sides of the cut-off",
                   every_distance);
  builder.directed("every_cosine", "cut-offs between the cosine of every distance and the next numbers",
                   every_cosine);
  builder.directed("every_root", "cut-offs between norms and the next numbers", every_root);
  builder.directed("every_norm", "norms beside the largest, on both sides of the cut-off", every_norm);
}

}  // namespace winnow::verif::elsa

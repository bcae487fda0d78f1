// SPDX-License-Identifier: Apache-2.0
// Scores at the ends of their range, and equal ones.
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif::elsa {
namespace {

Head two_rows(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  return plain_head(shape, driver.random(), std::min(shape.tokens, 3U),
                    std::min(shape.tokens, 2 * shape.banks + 1));
}

// The largest scores there can be: weights saturate where the scale lets them.
void saturated_scores(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const std::int64_t element : {smallest_element(shape), largest_element(shape)}) {
    Head head = two_rows(driver);
    head.scale = largest_scale(shape);
    for (auto* rows : {&head.query_rows, &head.key_rows, &head.value_rows})
      std::ranges::fill(*rows, constant_vector(shape, element));
    run(driver, head);
    // Beside scores that are not large.
    for (std::size_t i = 0; i < head.key_rows.size(); i += 2)
      head.key_rows[i] = random_vector(shape, driver.random());
    run(driver, head);
  }
}

// All elements alike but the last.
Vector vector_with(const ElsaShape& shape, std::int64_t element, std::int64_t last) {
  Vector vector = constant_vector(shape, element);
  vector.back() = last;
  return vector;
}

// The largest scores whose weights do not saturate, and the next ones: exponents around that of the largest
// number (docs/cores/elsa_attention.md, "Weight").
void scores_at_the_limit(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const ElsaAttentionShape& attention = shape.attention;
  const auto scale = static_cast<std::int64_t>(largest_scale(shape));
  const unsigned places = 2 * attention.vector_fraction_bits + attention.scale_fraction_bits;
  const std::int64_t most = largest_element(shape);
  if (most == 0) return;
  for (const std::int64_t half_steps : {-1, 1, 3}) {
    // Query and key multiply to the score 2^9 + half_steps/2: all elements alike but the last, which adds
    // what is missing.
    const std::int64_t product = ((1024 + half_steps) << places) / 2 / scale;
    const std::int64_t element =
        shape.dimension == 1 ? 0 : product / (most * static_cast<std::int64_t>(shape.dimension - 1));
    const std::int64_t rest = product - element * most * static_cast<std::int64_t>(shape.dimension - 1);
    if (element > most) continue;
    Head head = two_rows(driver);
    head.scale = largest_scale(shape);
    for (std::int64_t last = 1; last <= most; ++last) {
      if (rest % last != 0 || rest / last > most) continue;
      std::ranges::fill(head.query_rows, vector_with(shape, most, last));
      std::ranges::fill(head.key_rows, vector_with(shape, element, rest / last));
      run(driver, head);
      break;
    }
  }
}

// As many keys as there can be, all with the largest mantissa: the largest sums of weights.
void largest_sums(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const ElsaAttentionShape& attention = shape.attention;
  const unsigned places = 2 * attention.vector_fraction_bits + attention.scale_fraction_bits;
  const std::uint64_t one = std::uint64_t{1} << places;
  // Below the fraction that is rounded up to a whole number.
  const std::uint64_t limit = one - (one >> (attention.term_fraction_bits + 1));
  const auto most = static_cast<std::uint64_t>(largest_element(shape));
  std::uint64_t best = 0, element = 0, other = 0, scale = 0;
  for (unsigned attempt = 0; attempt < 4000; ++attempt) {
    const std::uint64_t a = driver.random().below(most + 1), b = driver.random().below(most + 1);
    const std::uint64_t s = driver.random().below(largest_scale(shape) + 1);
    const std::uint64_t fraction = a * b * s % one;
    if (fraction < best || fraction >= limit) continue;
    best = fraction;
    element = a, other = b, scale = s;
  }
  Head head = plain_head(shape, driver.random(), 1, shape.tokens);
  head.scale = scale;
  std::ranges::fill(head.query_rows, vector_with(shape, 0, static_cast<std::int64_t>(element)));
  std::ranges::fill(head.key_rows, vector_with(shape, 0, static_cast<std::int64_t>(other)));
  run(driver, head);
}

// All scores as far below 0 as they can be: no maximum is subtracted.
void negative_scores(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const std::uint64_t scale : {usual_scale(shape), largest_scale(shape)}) {
    Head head = two_rows(driver);
    head.scale = scale;
    std::ranges::fill(head.query_rows, constant_vector(shape, smallest_element(shape)));
    std::ranges::fill(head.key_rows, constant_vector(shape, largest_element(shape)));
    run(driver, head);
  }
}

// Every hash bit of a query of zeros is 1, every score 0: the row is the mean of the values.
void query_of_zeros(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const bool off : {true, false}) {
    Head head = two_rows(driver);
    head.approximation_off = off;
    std::ranges::fill(head.query_rows, constant_vector(shape, 0));
    run(driver, head);
    std::ranges::fill(head.key_rows, constant_vector(shape, 0));
    run(driver, head);
  }
}

void equal_scores(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const std::int64_t threshold : {std::int64_t{-1}, std::int64_t{0}, largest_threshold(shape) / 2}) {
    Head head = two_rows(driver);
    head.approximation_off = false;
    head.threshold = threshold;
    std::ranges::fill(head.key_rows, random_vector(shape, driver.random()));
    head.query_rows.front() = head.key_rows.front();
    run(driver, head);
  }
}

// Scale 0: every selected key has the same weight, whatever its score.
void scale_zero(Driver& driver) {
  Head head = two_rows(driver);
  head.scale = 0;
  run(driver, head);
}

}  // namespace

void add_number_tests(SuiteBuilder& builder) {
  builder.directed("saturated_scores", "the largest scores at the largest scale", saturated_scores);
  builder.directed("scores_at_the_limit", "the largest weights, and scores beyond", scores_at_the_limit);
  builder.directed("largest_sums", "as many keys as there can be, of the largest mantissa", largest_sums);
  builder.directed("negative_scores", "only scores far below 0", negative_scores);
  builder.directed("query_of_zeros", "queries, then keys, too, without direction", query_of_zeros);
  builder.directed("equal_scores", "keys that are all alike", equal_scores);
  builder.directed("scale_zero", "all weights alike", scale_zero);
}

}  // namespace winnow::verif::elsa

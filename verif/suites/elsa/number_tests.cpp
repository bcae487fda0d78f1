// SPDX-License-Identifier: Apache-2.0
// Scores at the ends of their range, and equal ones.
#include <algorithm>
#include <array>
#include <bit>

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
  if (most == 0) return;  // elements of one bit are 0 and -1
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

// A scale and elements of query and key whose product has the largest fraction that is not rounded up to a
// whole number: the largest mantissa of a weight.
struct Factors {
  std::uint64_t scale = 0, query = 0, key = 0;
};

Factors largest_mantissa(Driver& driver, std::uint64_t most_of_key) {
  const ElsaShape& shape = driver.shape();
  const ElsaAttentionShape& attention = shape.attention;
  const unsigned places = 2 * attention.vector_fraction_bits + attention.scale_fraction_bits;
  const std::uint64_t one = std::uint64_t{1} << places;
  const std::uint64_t limit = one - (one >> (attention.term_fraction_bits + 1));
  const auto most = static_cast<std::uint64_t>(largest_element(shape));
  std::uint64_t best = 0;
  Factors factors;
  for (unsigned attempt = 0; attempt < 4000; ++attempt) {
    const Factors tried{driver.random().below(largest_scale(shape) + 1), driver.random().below(most + 1),
                        driver.random().below(most_of_key + 1)};
    const std::uint64_t fraction = tried.scale * tried.query * tried.key % one;
    if (fraction < best || fraction >= limit) continue;
    best = fraction;
    factors = tried;
  }
  return factors;
}

// As many keys as there can be, all with the largest mantissa: the largest sums of weights. Then the last key
// of each bank has a larger weight, which moves these sums.
void largest_sums(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const auto most = static_cast<std::uint64_t>(largest_element(shape));
  for (const bool grows : {false, true}) {
    const Factors factors = largest_mantissa(driver, grows ? most / 2 : most);
    Head head = plain_head(shape, driver.random(), 1, shape.tokens);
    head.scale = factors.scale;
    const auto key = static_cast<std::int64_t>(factors.key);
    std::ranges::fill(head.query_rows, vector_with(shape, 0, static_cast<std::int64_t>(factors.query)));
    std::ranges::fill(head.key_rows, vector_with(shape, 0, key));
    if (grows && shape.tokens > shape.banks)
      std::fill(head.key_rows.end() - shape.banks, head.key_rows.end(), vector_with(shape, 0, 2 * key));
    run(driver, head);
  }
}

// Weights of 32, 16, 8, 4, 2, 1 and 1: the sum is a power of two, so that a row is exact and its last bits
// are the values' own: ties of the rounding, and what is just beside them.
void ties(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  constexpr std::array<std::int64_t, 7> exponents = {5, 4, 3, 2, 1, 0, 0};
  const unsigned places = 2 * shape.attention.vector_fraction_bits + shape.attention.scale_fraction_bits;
  const auto power_up_to = [](std::uint64_t most) {
    return most == 0 ? 0U : static_cast<unsigned>(std::bit_width(most)) - 1;
  };
  const auto most = static_cast<std::uint64_t>(largest_element(shape));
  const unsigned of_scale = std::min(places, power_up_to(largest_scale(shape)));
  const unsigned of_query = std::min(places - of_scale, power_up_to(most));
  const std::int64_t step = std::int64_t{1} << (places - of_scale - of_query);
  if (shape.tokens < exponents.size() || exponents.front() * step > largest_element(shape)) return;
  for (unsigned i = 0; i < 24; ++i) {
    Head head = plain_head(shape, driver.random(), std::min(shape.tokens, 2U), exponents.size());
    head.scale = std::uint64_t{1} << of_scale;
    std::ranges::fill(head.query_rows, vector_with(shape, 0, std::int64_t{1} << of_query));
    for (std::size_t key = 0; key < exponents.size(); ++key)
      head.key_rows[key] = vector_with(shape, 0, exponents[(key + i) % exponents.size()] * step);
    run(driver, head);
  }
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
  builder.directed("ties", "exact rows whose last bits are the values' own", ties);
  builder.directed("negative_scores", "only scores far below 0", negative_scores);
  builder.directed("query_of_zeros", "queries, then keys, too, without direction", query_of_zeros);
  builder.directed("equal_scores", "keys that are all alike", equal_scores);
  builder.directed("scale_zero", "all weights alike", scale_zero);
}

}  // namespace winnow::verif::elsa

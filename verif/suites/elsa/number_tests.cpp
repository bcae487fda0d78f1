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
  builder.directed("negative_scores", "only scores far below 0", negative_scores);
  builder.directed("query_of_zeros", "queries, then keys, too, without direction", query_of_zeros);
  builder.directed("equal_scores", "keys that are all alike", equal_scores);
  builder.directed("scale_zero", "all weights alike", scale_zero);
}

}  // namespace winnow::verif::elsa

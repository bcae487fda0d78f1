// SPDX-License-Identifier: Apache-2.0
// Which keys, which rows, which heads: docs/cores/elsa.md, "Heads" and "Function".
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif::elsa {
namespace {

// More than two slots of every row of every bank, and not more than there can be.
unsigned some(const ElsaShape& shape) {
  return std::min(shape.tokens, 2 * shape.banks * shape.selectors + shape.banks + 1);
}

Head some_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  return plain_head(shape, driver.random(), std::min(shape.tokens, 4U), some(shape));
}

void one_query_one_key(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) {
    const Passage passage = run(driver, plain_head(driver.shape(), driver.random(), 1, 1));
    require(passage.candidates.at(0).at(0) == 1, "the one key is not selected");
  }
}

void most_keys(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  run(driver, plain_head(shape, driver.random(), std::min(shape.tokens, 2U), shape.tokens));
}

void most_queries(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  run(driver, plain_head(shape, driver.random(), shape.tokens, std::min(shape.tokens, 3U)));
}

// Around the multiples of the banks and of a row of all banks.
void numbers_of_keys(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const unsigned row = shape.banks * shape.selectors;
  for (const unsigned keys : {1U, shape.banks, shape.banks + 1, row - 1, row, row + 1}) {
    if (keys == 0 || keys > shape.tokens) continue;
    run(driver, plain_head(shape, driver.random(), std::min(shape.tokens, 3U), keys));
  }
}

// Nothing is above a cut-off of nearly twice the largest norm.
void nothing_selected(Driver& driver) {
  Head head = some_head(driver);
  head.approximation_off = false;
  head.threshold = largest_threshold(driver.shape());
  const Passage passage = run(driver, head);
  for (const auto& row : passage.rows)
    require(std::ranges::all_of(row, [](std::int64_t element) { return element == 0; }),
            "a query without a candidate has a row that is not 0");
}

// A large key among keys of zeros is the only one above cut-off 0; all of them are above a negative one where
// the key is not on the other side.
void some_selected(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  Head head = some_head(driver);
  head.approximation_off = false;
  std::ranges::fill(head.key_rows, constant_vector(shape, 0));
  std::ranges::fill(head.query_rows, constant_vector(shape, smallest_element(shape)));
  head.key_rows.back() = head.query_rows.front();
  run(driver, head);
  head.threshold = -1;
  run(driver, head);
}

// Queries by turns of one direction and the opposite one, with all candidates in some places for the first
// and in the others for the second: a place that has nothing for a query waits with its queues full for those
// that have much.
void places_in_turn(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const Vector one = constant_vector(shape, largest_element(shape));
  const Vector opposite = constant_vector(shape, -largest_element(shape));
  const auto run_with = [&](const auto& is_of_one) {
    Head head = plain_head(shape, driver.random(), std::min(shape.tokens, 6U), shape.tokens);
    head.approximation_off = false;
    for (unsigned query = 0; query < head.queries; ++query)
      head.query_rows[query] = query % 2 == 0 ? one : opposite;
    for (unsigned key = 0; key < head.keys; ++key)
      head.key_rows[key] = is_of_one(shape.bank_of(key), shape.address_of(key)) ? one : opposite;
    run(driver, head);
  };
  run_with([](unsigned bank, unsigned) { return bank == 0; });
  run_with([&](unsigned, unsigned address) { return address % shape.selectors == 0; });
  run_with([&](unsigned bank, unsigned address) { return bank == 0 && address % shape.selectors == 0; });
  run_with([&](unsigned bank, unsigned address) { return bank == 0 || address % shape.selectors == 0; });
}

// Copies of the queries and their opposites, at thresholds across the range.
void thresholds(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const std::int64_t one = largest_threshold(shape) / 2 + 1;
  for (const std::int64_t threshold : {smallest_threshold(shape), -one, -one / 2, std::int64_t{-1},
                                       std::int64_t{1}, one / 2, one - 1, one}) {
    Head head = some_head(driver);
    head.approximation_off = false;
    head.threshold = threshold;
    for (std::size_t i = 0; i < head.key_rows.size(); i += 2) {
      head.key_rows[i] = head.query_rows[i % head.query_rows.size()];
      if (i % 4 == 0) continue;
      for (std::int64_t& element : head.key_rows[i])
        element = std::clamp(-element, smallest_element(shape), largest_element(shape));
    }
    run(driver, head);
  }
}

void causal(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const bool off : {true, false}) {
    Head head = plain_head(shape, driver.random(), some(shape), some(shape));
    head.causal = true;
    head.approximation_off = off;
    head.threshold = -1;
    const Passage passage = run(driver, head);
    if (!off) continue;
    for (unsigned query = 0; query < head.queries; ++query) {
      unsigned all = 0;
      for (const unsigned count : passage.candidates[query]) all += count;
      require(all == query + 1, "a causal query does not see the keys up to its number");
    }
  }
}

// More queries than keys, and fewer: a causal query beyond the keys sees them all.
void unlike_numbers(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const bool is_causal : {false, true}) {
    Head head = plain_head(shape, driver.random(), some(shape), std::max(1U, some(shape) / 3));
    head.causal = is_causal;
    run(driver, head);
    head = plain_head(shape, driver.random(), std::max(1U, some(shape) / 3), some(shape));
    head.causal = is_causal;
    run(driver, head);
  }
}

// What lies beyond the dimension is random in the memories: the rows are those of zeros.
void smaller_dimension(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned dimension : {1U, shape.dimension / 2, shape.dimension - 1}) {
    if (dimension == 0 || dimension >= shape.dimension) continue;
    Head head = some_head(driver);
    head.approximation_off = false;
    head.threshold = -1;
    head.dimension = dimension;
    const Passage passage = run(driver, head);
    for (auto* rows : {&head.query_rows, &head.key_rows, &head.value_rows}) {
      for (Vector& row : *rows) std::fill(row.begin() + dimension, row.end(), 0);
    }
    head.dimension = shape.dimension;
    const Passage padded = run(driver, head);
    require(passage.rows == padded.rows, "a smaller dimension is not what zeros make");
    require(passage.done - passage.transferred == padded.done - padded.transferred,
            "a smaller dimension does not cost the same");
  }
}

void no_keys(Driver& driver) {
  for (const bool off : {true, false}) {
    Head head = plain_head(driver.shape(), driver.random(), std::min(driver.shape().tokens, 3U), 0);
    head.approximation_off = off;
    head.threshold = smallest_threshold(driver.shape());
    run(driver, head);
  }
}

void no_queries(Driver& driver) {
  for (const unsigned keys : {0U, 1U}) {
    const Passage passage = run(driver, plain_head(driver.shape(), driver.random(), 0, keys));
    require(!passage.error, "a head without queries is refused");
  }
  run(driver, some_head(driver));
}

void refused(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const auto refuse = [&](void (*spoil)(Head& head, const ElsaShape& shape)) {
    Head head = some_head(driver);
    spoil(head, shape);
    if (head.queries >= 1U << shape.count_bits || head.keys >= 1U << shape.count_bits ||
        head.dimension >= 1U << shape.dimension_bits)
      return;                             // the port cannot say it
    if (!head.is_refused(shape)) return;  // the port says no more than there can be
    require(run(driver, head).error, "a head that is too large is not refused");
  };
  refuse([](Head& head, const ElsaShape& s) { head.queries = s.tokens + 1; });
  refuse([](Head& head, const ElsaShape& s) { head.keys = s.tokens + 1; });
  refuse([](Head& head, const ElsaShape& s) { head.keys = (1U << s.count_bits) - 1; });
  refuse([](Head& head, const ElsaShape&) { head.dimension = 0; });
  refuse([](Head& head, const ElsaShape& s) { head.dimension = s.dimension + 1; });
  refuse([](Head& head, const ElsaShape& s) { head.dimension = (1U << s.dimension_bits) - 1; });
  refuse([](Head& head, const ElsaShape& s) {
    head.queries = 0;
    head.keys = s.tokens + 1;
  });
  refuse([](Head& head, const ElsaShape&) { head.queries = head.dimension = 0; });
  run(driver, some_head(driver));
}

}  // namespace

Passage run(Driver& driver, const Head& head) {
  driver.send(head);
  driver.drain();
  return driver.passages().back();
}

void add_function_tests(SuiteBuilder& builder) {
  builder.directed("one_query_one_key", "the smallest head", one_query_one_key);
  builder.directed("most_keys", "as many keys as there can be, all selected", most_keys);
  builder.directed("most_queries", "as many queries as there can be", most_queries);
  builder.directed("numbers_of_keys", "keys around multiples of banks and rows", numbers_of_keys);
  builder.directed("nothing_selected", "no candidate: rows of zeros", nothing_selected);
  builder.directed("some_selected", "one key, or all but one, of many", some_selected);
  builder.directed("places_in_turn",
                   "candidates in some banks or lanes for one query, in others for the next", places_in_turn);
  builder.directed("thresholds", "thresholds across the range, negative ones too", thresholds);
  builder.directed("causal", "each query sees the keys up to its number", causal);
  builder.directed("unlike_numbers", "more queries than keys, and fewer", unlike_numbers);
  builder.directed("smaller_dimension", "garbage beyond the head's dimension changes nothing",
                   smaller_dimension);
  builder.directed("no_keys", "heads without keys: rows of zeros", no_keys);
  builder.directed("no_queries", "heads without queries are done at once", no_queries);
  builder.directed("refused", "heads that are too large, or of dimension 0", refused);
}

}  // namespace winnow::verif::elsa

// SPDX-License-Identifier: Apache-2.0
// The counts of cycles that the page promises under "Timing".
#include <algorithm>

#include "verif/suites/elsa_select/tests.hpp"

namespace winnow::verif::elsa_select {
namespace {

// Queries alike, one after the other; after `settled` of them the pattern repeats with the tags.
constexpr unsigned queries_of(const ElsaSelectShape& shape) {
  return 6 * shape.tags;
}
constexpr unsigned settled_of(const ElsaSelectShape& shape) {
  return 2 * shape.tags;
}

unsigned rows_of(const ElsaSelectShape& shape, unsigned keys) {
  return (keys + shape.selectors - 1) / shape.selectors;
}

// Where the candidates of a query are: `count` of them among `keys` keys.
struct Pattern {
  unsigned keys = 0, count = 0;
  unsigned latency = 0;  // from coming in, when nothing is in the way, to finishing
};

// Of as many queries as there are tags, one after the other: the scans, the candidates, or the tag that is
// free again.
std::uint64_t cycles_of_all_tags(const ElsaSelectShape& shape, const Pattern& pattern) {
  const std::uint64_t most = std::max({rows_of(shape, pattern.keys), pattern.count, 1U});
  return std::max(shape.tags * most, pattern.latency + std::uint64_t{1});
}

void check(Driver& driver, const Query& query, const Pattern& pattern, const std::string& what) {
  const unsigned queries = queries_of(driver.shape()), settled = settled_of(driver.shape());
  driver.forget_passages();
  for (unsigned i = 0; i < queries; ++i) driver.send(query);
  driver.drain();
  const auto& passages = driver.passages();
  const auto& first = passages.front();
  require(first.seen == pattern.keys && first.candidates == pattern.count,
          what + ": the test does not give the candidates that it means to");
  // Deep enough queues never stop the scan; shallow ones may.
  const unsigned ample = std::max(driver.shape().rows, 6U);
  const bool exact = driver.shape().queue_depth >= ample;
  const std::uint64_t latency = first.advanced - first.accepted;
  const std::uint64_t taken = passages.back().advanced - passages[settled - 1].advanced;
  const std::uint64_t due =
      cycles_of_all_tags(driver.shape(), pattern) * ((queries - settled) / driver.shape().tags);
  const std::string figures = what + ", " + std::to_string(pattern.keys) + " keys, " +
                              std::to_string(pattern.count) + " candidates: latency " +
                              std::to_string(latency) + " for " + std::to_string(pattern.latency) + ", " +
                              std::to_string(taken) + " cycles for " + std::to_string(due);
  require(latency >= pattern.latency && (!exact || latency == pattern.latency), figures);
  require(taken >= due && (!exact || taken == due), figures);
}

std::vector<unsigned> run_lengths(const ElsaSelectShape& shape) {
  std::vector<unsigned> chosen;
  for (const unsigned keys : {0U, 1U, 2U, 5U, 6U, 7U, shape.selectors, shape.selectors + 1,
                              shape.bank_keys / 2, shape.bank_keys - 1, shape.bank_keys}) {
    if (keys <= shape.bank_keys && std::ranges::find(chosen, keys) == chosen.end()) chosen.push_back(keys);
  }
  return chosen;
}

// Of bank 0, which has `keys` keys then.
Query query_of(Driver& driver, unsigned keys) {
  Query query = open_query(driver.shape(), driver.random());
  query.keys = keys == 0 ? 0 : (keys - 1) * driver.shape().banks + 1;
  return query;
}

void every_key_selected(Driver& driver) {
  for (const unsigned keys : run_lengths(driver.shape())) {
    Query query = query_of(driver, keys);
    query.approximation_off = true;
    check(driver, query, {keys, keys, keys == 0 ? 1 : keys + 5}, "every key selected");
  }
}

void no_key_selected(Driver& driver) {
  for (const unsigned keys : run_lengths(driver.shape())) {
    Query query = query_of(driver, keys);
    query.cutoff = largest_cutoff(driver.shape());
    check(driver, query, {keys, 0, keys == 0 ? 1 : rows_of(driver.shape(), keys) + 5}, "no key selected");
  }
}

// Candidates in the first row only, and in the last row only.
void early_and_late(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (const unsigned keys : run_lengths(shape)) {
    if (keys == 0) continue;
    const unsigned rows = rows_of(shape, keys), in_last = keys - (rows - 1) * shape.selectors;
    const unsigned in_first = std::min(keys, shape.selectors);
    Query query = query_of(driver, keys);
    const auto place = [&](unsigned row) {
      driver.keys(placed_keys(shape, driver.random(), query.hash, best_distance(shape),
                              [&](unsigned address) { return address / shape.selectors == row; }));
    };
    place(0);
    check(driver, query, {keys, in_first, std::max(rows, in_first) + 5}, "candidates early");
    place(rows - 1);
    check(driver, query, {keys, in_last, rows + in_last + 4}, "candidates late");
  }
}

// Anywhere: no query takes less than its rows and its candidates, and no bubble is more than the scan's.
void random_places(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  const unsigned queries = queries_of(shape), settled = settled_of(shape);
  for (const unsigned share : {2U, 4U, 16U}) {
    driver.forget_passages();
    const Query query = query_of(driver, shape.bank_keys);
    std::uint64_t least = 0, most = 0;
    driver.keys(placed_keys(shape, driver.random(), query.hash, best_distance(shape),
                            [&](unsigned) { return driver.random().one_in(share); }));
    for (unsigned i = 0; i < queries; ++i) driver.send(query);
    driver.drain();
    const auto& passages = driver.passages();
    for (unsigned i = settled; i < queries; ++i) {
      const std::uint64_t rows = rows_of(shape, passages[i].seen), count = passages[i].candidates;
      least += std::max(rows, count);
      most += rows + count + 6;
    }
    const std::uint64_t taken = passages.back().advanced - passages[settled - 1].advanced;
    require(taken >= least, "a query takes less than its rows and candidates");
    if (shape.queue_depth >= std::max(shape.rows, 6U)) require(taken <= most, "queries take too long");
  }
}

}  // namespace

void add_rate_tests(SuiteBuilder& builder) {
  builder.directed("every_key_selected", "one candidate per cycle, no bubble between queries",
                   every_key_selected);
  builder.directed("no_key_selected", "one row per cycle, no bubble between queries", no_key_selected);
  // Where no similarity is above 0 the candidates cannot be put where they are wanted.
  if (has_positive_cosine(ElsaSelectShape(builder.parameters()))) {
    builder.directed("early_and_late", "candidates in the first or the last row", early_and_late);
    builder.directed("random_places", "candidates anywhere", random_places);
  }
}

}  // namespace winnow::verif::elsa_select

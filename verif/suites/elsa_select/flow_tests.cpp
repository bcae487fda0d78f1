// SPDX-License-Identifier: Apache-2.0
// Queries and advances at any pace, full queues, resets.
#include <algorithm>

#include "verif/suites/elsa_select/tests.hpp"

namespace winnow::verif::elsa_select {
namespace {

using streams::Pace;

constexpr std::uint64_t default_cycles = 4000;

void send_random(Driver& driver, unsigned queries) {
  for (unsigned i = 0; i < queries; ++i)
    driver.send(random_query(driver.shape(), driver.random(), driver.keys()));
}

// The queries after the first wait with all that they have while it is not let go.
void advance_withheld(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (const bool off : {true, false}) {
    for (unsigned i = 0; i < 3 * shape.tags; ++i) {
      Query query = open_query(shape, driver.random());
      query.approximation_off = off;
      query.cutoff = largest_cutoff(shape);
      driver.send(query);
    }
    driver.set_advance_pace(Pace::never);
    driver.cycle(3 * shape.bank_keys + 40);
    driver.drain();
  }
}

// All candidates in one queue, which then is as full as it gets, and the others empty.
void one_queue(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  const unsigned best = best_distance(shape);
  for (unsigned lane = 0; lane < std::min(shape.selectors, shape.bank_keys); ++lane) {
    Query query = open_query(shape, driver.random());
    driver.keys(placed_keys(shape, driver.random(), query.hash, best,
                            [&](unsigned address) { return address % shape.selectors == lane; }));
    for (unsigned i = 0; i < 2 * shape.tags; ++i) driver.send(query);
    driver.set_advance_pace(lane % 2 == 0 ? Pace::always : Pace::seldom);
    driver.cycle(shape.rows + 10);
    driver.drain();
  }
}

void every_pace(Driver& driver) {
  for (const Pace queries : streams::all_paces) {
    for (const Pace advances : streams::all_paces) {
      driver.set_query_pace(queries);
      driver.set_advance_pace(advances);
      send_random(driver, 5);
      driver.cycle(40 + 2 * driver.shape().bank_keys);
      driver.drain();
    }
  }
}

// After a reset, with nothing in the bank between the queries.
void one_at_a_time(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) {
    driver.cycle(2);
    for (unsigned query = 0; query < 3; ++query) {
      send_random(driver, 1);
      driver.drain();
      driver.cycle(5);
    }
    driver.reset(1);
  }
}

// Reset at every stage of a query's life, and then queries to see that nothing is left.
void reset_anywhere(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (unsigned wait = 1; wait < 30 + 3 * shape.bank_keys; wait += wait < 24 ? 1 : shape.bank_keys / 3 + 1) {
    driver.set_query_pace(Pace::always);
    driver.set_advance_pace(wait % 3 == 0 ? Pace::never : Pace::always);
    for (unsigned i = 0; i <= shape.tags; ++i) {
      Query query = open_query(shape, driver.random());
      query.approximation_off = wait % 4 != 0;
      query.bank = wait % 2;
      driver.send(query);
    }
    driver.cycle(wait);
    driver.reset(1 + wait % 2);
    if (wait % 2 == 0) continue;
    send_random(driver, 2);
    driver.drain();
  }
  // With as many queries inside as there can be, for certain: without rows, which shallow queues might stop.
  driver.set_advance_pace(Pace::never);
  for (unsigned i = 0; i < shape.tags; ++i) {
    Query query = open_query(shape, driver.random());
    query.keys = 0;
    driver.send(query);
  }
  driver.cycle(20);
  driver.reset(1);
  send_random(driver, 4);
  driver.drain();
}

void random_queries(Driver& driver, std::uint64_t cycles) {
  if (cycles == 0) cycles = default_cycles;
  Random& random = driver.random();
  const auto any_pace = [&] {
    return random.one_in(2) ? Pace::always : streams::all_paces[random.below(streams::all_paces.size())];
  };
  for (std::uint64_t i = 0; i < cycles; ++i) {
    if (random.one_in(150)) {
      driver.set_query_pace(any_pace());
      driver.set_advance_pace(any_pace());
    }
    if (driver.is_empty() && random.one_in(2)) driver.keys(random_keys(driver.shape(), random));
    if (random.one_in(400)) driver.reset(1 + static_cast<unsigned>(random.below(3)));
    // Now and then the bank runs empty, so that the keys can change.
    if (driver.waiting() < 2 && i % 512 < 400)
      driver.send(random_query(driver.shape(), random, driver.keys()));
    driver.cycle();
  }
  driver.drain();
}

}  // namespace

void add_flow_tests(SuiteBuilder& builder) {
  builder.directed("advance_withheld", "the current query is not let go for long", advance_withheld);
  if (has_positive_cosine(ElsaSelectShape(builder.parameters())))
    builder.directed("one_queue", "all candidates at one selector", one_queue);
  builder.directed("one_at_a_time", "the bank runs empty after each query", one_at_a_time);
  builder.directed("every_pace", "all paces of queries and advances", every_pace);
  builder.directed("reset_anywhere", "reset at every stage of a query's life", reset_anywhere);
}

void add_random_tests(SuiteBuilder& builder) {
  builder.add("random", "random queries, keys, paces and resets", random_queries, true);
}

}  // namespace winnow::verif::elsa_select

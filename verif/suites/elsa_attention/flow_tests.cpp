// SPDX-License-Identifier: Apache-2.0
// Slots, queries and resets: docs/cores/elsa_attention.md, "Slots and queries" and "Timing".
#include <stdexcept>

#include "verif/suites/elsa_attention/tests.hpp"

namespace winnow::verif::elsa_attention {
namespace {

ElsaSlot candidate(std::uint64_t address) {
  return {.uses_key = true, .address = address};
}

ElsaSlot norm_of(std::uint64_t address) {
  return {.uses_key = true, .norm = true, .address = address};
}

std::vector<std::uint64_t> all_keys(const Driver& driver) {
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t i = 0; i < driver.shape().bank_keys; ++i) addresses.push_back(i);
  return addresses;
}

void require_queries(const Driver& driver, std::size_t count) {
  if (driver.queries_seen() != count) throw std::runtime_error("not every query's sums came out");
}

// Every key of the bank, a slot each, and the next query in the slot after the last.
void every_key(Driver& driver) {
  for (unsigned i = 0; i < 3; ++i) send_query(driver, driver.random_vector(), all_keys(driver), i == 0);
  finish_queries(driver);
  require_queries(driver, 3);
}

void switch_in_every_slot(Driver& driver) {
  for (unsigned i = 0; i < 40; ++i) {
    ElsaSlot slot = candidate(driver.random_address());
    slot.uses_key = i % 3 != 2;
    slot.begin = true;
    slot.end = i > 0;
    slot.query = driver.random_vector();
    driver.cycle(slot);
  }
  finish_queries(driver);
  require_queries(driver, 40);
}

// Each longer than the one before, from none on, with idle slots between candidates.
void short_queries(Driver& driver) {
  const std::uint64_t most = std::min<std::uint64_t>(driver.shape().bank_keys, 2 * driver.shape().chunks + 2);
  for (std::uint64_t length = 0; length <= most; ++length) {
    driver.cycle({.begin = true, .end = length > 0, .query = driver.random_vector()});
    for (std::uint64_t i = 0; i < length; ++i) {
      driver.cycle(candidate(driver.random_address()));
      if (i % 2 == 1) driver.idle(1 + static_cast<unsigned>(driver.random().below(3)));
    }
  }
  finish_queries(driver);
  require_queries(driver, most + 1);
}

// Ends and beginnings that are no switches: time between queries, and a query that goes on after its end.
void ends_and_beginnings(Driver& driver) {
  const std::uint64_t most = driver.shape().bank_keys;
  for (unsigned round = 0; round < 4; ++round) {
    driver.cycle({.begin = true, .query = driver.random_vector()});
    driver.cycle(candidate(driver.random_address()));
    driver.cycle({.end = true});
    driver.idle(round * 3);
    if (most > 1) driver.cycle(candidate(driver.random_address()));
    driver.cycle({.end = true});
    driver.drain();
    driver.cycle({.begin = true, .query = driver.random_vector()});
    driver.cycle({.begin = true, .query = driver.random_vector()});
    driver.cycle(candidate(driver.random_address()));
    finish_queries(driver);
  }
  require_queries(driver, 12);
}

// Norms of all keys back to back, then between candidates and in slots that begin and end queries.
void norms(Driver& driver) {
  for (const std::uint64_t address : all_keys(driver)) driver.cycle(norm_of(address));
  driver.keys().front() = driver.constant_vector(driver.smallest());  // the largest norm
  driver.keys().back() = driver.constant_vector(0);
  driver.cycle(norm_of(0));
  driver.cycle(norm_of(driver.addresses() - 1));
  for (unsigned i = 0; i < 12; ++i) {
    ElsaSlot first = norm_of(driver.random_address());
    first.begin = true;
    first.end = i > 0;
    first.query = driver.random_vector();
    driver.cycle(first);
    driver.cycle(candidate(driver.random_address()));
    driver.cycle(norm_of(driver.random_address()));
    if (driver.shape().bank_keys > 1) driver.cycle(candidate(driver.random_address()));
    driver.cycle({.norm = true});
  }
  ElsaSlot last = norm_of(driver.random_address());
  last.end = true;
  driver.cycle(last);
  driver.drain();
  require_queries(driver, 12);
}

// What comes before the first query is undefined, and harms nothing after it.
void early_candidates(Driver& driver) {
  for (unsigned i = 0; i < 4; ++i) driver.cycle(candidate(driver.random_address()));
  driver.cycle({.end = true});
  driver.cycle(candidate(driver.random_address()));
  send_query(driver, driver.random_vector(), all_keys(driver), true);
  finish_queries(driver);
  driver.reset(1);
  driver.cycle(candidate(driver.random_address()));
  send_query(driver, driver.random_vector(), {0}, true);
  finish_queries(driver);
  require_queries(driver, 3);
}

// In every cycle of a slot's way.
void resets(Driver& driver) {
  const unsigned way = 11 + driver.shape().dot_stages + driver.shape().chunks;
  for (unsigned wait = 0; wait <= way; ++wait) {
    driver.reset(1);
    send_query(driver, driver.random_vector(), {driver.random_address()}, true);
    driver.cycle({.uses_key = true,
                  .norm = true,
                  .begin = true,
                  .end = true,
                  .address = driver.random_address(),
                  .query = driver.random_vector()});
    driver.idle(wait);
  }
  driver.reset(1);
  driver.drain();
  send_query(driver, driver.random_vector(), all_keys(driver), true);
  finish_queries(driver);
}

}  // namespace

void send_query(Driver& driver, const Vector& query, const std::vector<std::uint64_t>& addresses,
                bool is_first) {
  ElsaSlot slot{.begin = true, .end = !is_first, .query = query};
  if (addresses.empty()) driver.cycle(slot);
  for (const std::uint64_t address : addresses) {
    slot.uses_key = true;
    slot.address = address;
    driver.cycle(slot);
    slot.begin = slot.end = false;
  }
}

void finish_queries(Driver& driver) {
  driver.cycle({.end = true});
  driver.drain();
}

void add_flow_tests(SuiteBuilder& builder) {
  builder.directed("every_key", "queries with every key of the bank, one after the other", every_key);
  builder.directed("switch_in_every_slot", "a query per slot, some without a candidate",
                   switch_in_every_slot);
  builder.directed("short_queries", "queries from no candidate on, with gaps", short_queries);
  builder.directed("ends_and_beginnings", "ends without beginnings, beginnings without ends",
                   ends_and_beginnings);
  builder.directed("norms", "norms alone, between candidates and at switches", norms);
  builder.directed("early_candidates", "candidates before the first query, and a reset inside one",
                   early_candidates);
  builder.directed("resets", "a reset in every cycle of a slot's way", resets);
}

}  // namespace winnow::verif::elsa_attention

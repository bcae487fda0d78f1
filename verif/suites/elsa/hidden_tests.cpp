// SPDX-License-Identifier: Apache-2.0
// A head that waits while another is at work: docs/cores/elsa.md, "Hidden preprocessing".
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"
#include "verif/suites/elsa/timing.hpp"

namespace winnow::verif::elsa {
namespace {

Head head_of(Driver& driver, unsigned queries, unsigned keys) {
  const ElsaShape& shape = driver.shape();
  return plain_head(shape, driver.random(), std::min(shape.tokens, queries), std::min(shape.tokens, keys));
}

// Behind a head with a single query, which leaves the hash core to the next head's keys, and behind one with
// several: refused heads, empty ones, and ones that are worked on.
void behind_one_at_work(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned queries : {1U, 4U}) {
    Head refused = head_of(driver, 1, 1);
    refused.dimension = 0;
    for (const Head& behind :
         {refused, head_of(driver, 0, 1), head_of(driver, 2, 0), head_of(driver, 2, 7)}) {
      driver.send(head_of(driver, queries, 2 * shape.banks + 1));
      driver.send(behind);
      driver.send(head_of(driver, 1, 1));
      driver.drain();
    }
  }
}

// The second head is offered a cycle later each time, until the first one is done.
void offered_at_any_time(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const Head first = head_of(driver, 2, shape.banks + 1);
  const std::uint64_t length = [&] {
    const Passage alone = run(driver, first);
    return alone.done - alone.transferred;
  }();
  for (std::uint64_t after = 1; after <= length + 2; ++after) {
    driver.send(first);
    driver.cycle(static_cast<unsigned>(after));
    driver.send(head_of(driver, 1, 3));
    driver.drain();
  }
}

// Keys of the next head that take longer than the head at work, and the other way round.
void unlike_lengths(Driver& driver) {
  const unsigned most = driver.shape().tokens;
  for (const auto& [queries, keys] :
       {std::pair{1U, 1U}, {1U, most}, {most, 1U}, {1U, 1U}, {3U, most}, {2U, 2U}})
    driver.send(head_of(driver, queries, keys));
  driver.drain();
}

// What one head is told means nothing to the other: each gives what it gives alone.
void unlike_settings(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  std::vector<Head> heads;
  std::vector<Passage> alone;
  for (unsigned i = 0; i < 8; ++i) {
    heads.push_back(random_head(shape, driver.random(), std::min(shape.tokens, 12U)));
    alone.push_back(run(driver, heads.back()));
  }
  driver.forget_passages();
  for (const Head& head : heads) driver.send(head);
  driver.drain();
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const Passage& passage = driver.passages()[i];
    require(passage.rows == alone[i].rows && passage.candidates == alone[i].candidates,
            "a head's rows depend on the heads beside it");
  }
}

// Heads alike, their keys hashed in time: a period of the page's closed form.
void hidden_period(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const unsigned keys = std::min(shape.tokens, 8 * shape.banks), queries = shape.tokens;
  const unsigned candidates = (keys + shape.banks - 1) / shape.banks;
  const unsigned rows = (candidates + shape.selectors - 1) / shape.selectors;
  const unsigned period = std::max({shape.hash_cycles, rows, candidates, shape.chunks});
  const auto execution = execution_cycles(shape, queries, keys);
  // Each query leaves room for a key's hash, and there are more of them than keys.
  const bool is_hidden = period >= 2 * shape.hash_cycles && queries > keys + 8;
  for (unsigned i = 0; i < 3; ++i) driver.send(head_of(driver, queries, keys));
  driver.drain();
  if (!execution || !is_hidden) return;
  const std::vector<Passage>& passages = driver.passages();
  for (std::size_t i = 1; i < passages.size(); ++i) {
    const std::uint64_t cycles = passages[i].done - passages[i - 1].done;
    const std::uint64_t due = shape.hash_cycles + 5 + *execution + ending_cycles(shape);
    require(cycles == due,
            "heads follow each other by " + std::to_string(cycles) + " cycles, not " + std::to_string(due));
  }
}

// In every few cycles of two heads one after the other, and another one that begins at once.
void reset_of_two(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const auto send = [&] {
    driver.send(head_of(driver, 2, shape.banks + 1));
    driver.send(head_of(driver, 2, 2 * shape.banks));
  };
  send();
  driver.drain();
  const std::vector<Passage>& passages = driver.passages();
  const std::uint64_t length = passages.back().done - passages.front().transferred;
  for (std::uint64_t after = 1; after <= length; after += 1 + length / 60) {
    send();
    driver.cycle(static_cast<unsigned>(after));
    driver.reset(1);
    run(driver, head_of(driver, 1, shape.banks + 1));
  }
}

}  // namespace

void add_hidden_tests(SuiteBuilder& builder) {
  builder.directed("behind_one_at_work", "refused, empty and other heads behind one at work",
                   behind_one_at_work);
  builder.directed("offered_at_any_time", "a second head in every cycle of the first", offered_at_any_time);
  builder.directed("unlike_lengths", "keys that take longer than the head before, and shorter",
                   unlike_lengths);
  builder.directed("unlike_settings", "two heads under way give what each gives alone", unlike_settings);
  builder.directed("hidden_period", "how far apart heads follow each other, to the cycle", hidden_period);
  builder.directed("reset_of_two", "resets while one head waits and another is at work", reset_of_two);
}

}  // namespace winnow::verif::elsa

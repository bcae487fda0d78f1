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

// The passages of heads under way together, which give what each gives alone.
void run_together(Driver& driver, const std::vector<Head>& heads) {
  std::vector<Passage> alone;
  for (const Head& head : heads) alone.push_back(run(driver, head));
  driver.forget_passages();
  for (const Head& head : heads) driver.send(head);
  driver.drain();
  const std::vector<Passage>& passages = driver.passages();
  require(passages.size() == heads.size(), "not every head was done");
  for (std::size_t i = 0; i < heads.size(); ++i) {
    require(passages[i].error == alone[i].error, "a head behind another is refused, or is not");
    require(passages[i].rows == alone[i].rows && passages[i].candidates == alone[i].candidates,
            "a head's rows depend on the heads beside it");
  }
}

// Cut-offs, masks and half of the elements matter.
Head selecting_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  Head head = head_of(driver, 4, shape.banks * shape.selectors + 1);
  head.dimension = (shape.dimension + 1) / 2;
  head.approximation_off = false;
  head.threshold = largest_threshold(shape) / 8;
  relate_keys(shape, driver.random(), head);
  return head;
}

// Only one setting is another one: the same vectors, one way and the other.
void one_setting(Driver& driver) {
  const auto change = [&](void (*action)(Head& head, const ElsaShape& shape)) {
    const Head head = selecting_head(driver);
    Head other = head;
    action(other, driver.shape());
    run_together(driver, {head, other, head});
  };
  change([](Head&, const ElsaShape&) {});
  change([](Head& head, const ElsaShape& s) { head.dimension = s.dimension; });
  change([](Head& head, const ElsaShape&) { head.dimension = 1; });
  change([](Head& head, const ElsaShape& s) { head.threshold = largest_threshold(s); });
  change([](Head& head, const ElsaShape& s) { head.threshold = smallest_threshold(s); });
  change([](Head& head, const ElsaShape&) { head.causal = true; });
  change([](Head& head, const ElsaShape&) { head.approximation_off = true; });
  change([](Head& head, const ElsaShape& s) { head.scale = largest_scale(s); });
  change([](Head& head, const ElsaShape&) { head.scale = 0; });
}

// Larger keys behind smaller ones, fewer and more: another cut-off, other hashes and norms in the same
// places.
void unlike_keys(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned keys : {1U, shape.banks + 1, shape.tokens}) {
    const Head head = selecting_head(driver);
    Head other = head_of(driver, 2, keys);
    other.approximation_off = false;
    other.threshold = head.threshold;
    Head small = head;
    shrink(small.key_rows, shape.vector_bits / 2);
    run_together(driver, {head, other, small, head, small});
  }
}

// Heads that do not run, or have nothing to prepare, in turn with others.
void nothing_to_do(Driver& driver) {
  const Head head = selecting_head(driver);
  Head refused = head, empty = head, keyless = head;
  refused.dimension = 0;
  empty.queries = 0;
  keyless.keys = 0;
  keyless.key_rows.clear();
  keyless.value_rows.clear();
  for (const Head& other : {refused, empty, keyless}) {
    run_together(driver, {head, other, head});
    run_together(driver, {head, other, other, keyless, other, head});
  }
}

// Keys of the next head are hashed between the queries, and put none off.
void undisturbed(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned queries : {1U, 3U, 8U, 20U}) {
    for (unsigned row = 1; row <= 10; ++row) {
      const Head head = head_of(driver, queries, row * shape.banks);
      const auto due = working_cycles(shape, head.queries, head.keys);
      if (!due) continue;
      driver.forget_passages();
      for (unsigned i = 0; i < 4; ++i) driver.send(head);
      driver.drain();
      for (const Passage& passage : driver.passages())
        require(passage.done - passage.begun == *due,
                "keys of the next head put off queries of one with " + std::to_string(head.keys) + " keys");
    }
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
  builder.directed("one_setting", "two heads of the same vectors and one setting that is not the same",
                   one_setting);
  builder.directed("unlike_keys", "larger, fewer and more keys behind others", unlike_keys);
  builder.directed("nothing_to_do", "heads that are refused, empty or without keys behind others",
                   nothing_to_do);
  builder.directed("undisturbed", "what is hashed between queries does not put them off", undisturbed);
  builder.directed("hidden_period", "how far apart heads follow each other, to the cycle", hidden_period);
  builder.directed("reset_of_two", "resets while one head waits and another is at work", reset_of_two);
}

}  // namespace winnow::verif::elsa

// SPDX-License-Identifier: Apache-2.0
// A head that waits while another is at work: docs/cores/elsa.md, "Hidden preprocessing". When each begins,
// and which keys are read meanwhile, the driver checks in every head.
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"
#include "verif/suites/elsa/timing.hpp"

namespace winnow::verif::elsa {
namespace {

Head working_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  Head head = plain_head(shape, driver.random(), std::min(shape.tokens, 4U),
                         std::min(shape.tokens, shape.banks * shape.selectors + 1));
  head.dimension = (shape.dimension + 1) / 2;
  head.approximation_off = false;
  head.threshold = largest_threshold(shape) / 8;
  relate_keys(shape, driver.random(), head);
  return head;
}

// The rows of each head, alone.
std::vector<Passage> alone(Driver& driver, const std::vector<Head>& heads) {
  std::vector<Passage> passages;
  for (const Head& head : heads) passages.push_back(run(driver, head));
  return passages;
}

// Heads that are offered at once give what each gives alone.
void run_together(Driver& driver, const std::vector<Head>& heads) {
  const std::vector<Passage> due = alone(driver, heads);
  driver.forget_passages();
  for (const Head& head : heads) driver.send(head);
  driver.drain();
  const std::vector<Passage>& passages = driver.passages();
  require(passages.size() == heads.size(), "not every head was done");
  for (std::size_t i = 0; i < heads.size(); ++i) {
    require(passages[i].error == due[i].error, "a head behind another is refused, or is not");
    require(passages[i].candidates == due[i].candidates,
            "a head that waited behind another selects other keys than alone");
    require(passages[i].rows == due[i].rows, "a head that waited behind another has other rows than alone");
  }
}

// Each setting on its own, first one way and then the other.
void unlike_settings(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const auto change = [&](void (*action)(Head& head, const ElsaShape& shape)) {
    const Head head = working_head(driver);
    Head other = head;
    action(other, shape);
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

// Larger keys behind smaller ones, and fewer: another cut-off, other hashes and norms in the same places.
void unlike_keys(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned keys : {1U, shape.banks + 1, shape.tokens}) {
    const Head head = working_head(driver);
    Head other = plain_head(shape, driver.random(), 2 > shape.tokens ? 1 : 2, std::min(keys, shape.tokens));
    other.approximation_off = false;
    other.threshold = head.threshold;
    Head small = head;
    shrink(small.key_rows, shape.vector_bits / 2);
    run_together(driver, {head, other, small, head, small});
  }
}

// Heads that do not run are done in turn.
void nothing_to_do(Driver& driver) {
  const Head head = working_head(driver);
  Head refused = head, idle = head, keyless = head;
  refused.dimension = 0;
  idle.queries = 0;
  keyless.keys = 0;
  keyless.key_rows.clear();
  keyless.value_rows.clear();
  for (const Head& other : {refused, idle, keyless}) {
    run_together(driver, {head, other, head});
    run_together(driver, {head, other, other, keyless, other, head});
  }
}

// Offered in every cycle from the begin of a head to the one after it is done: prepared long before, and
// late.
void offered_at_any_time(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const Head head = plain_head(shape, driver.random(), 1, 1);
  const Passage whole = run(driver, head);
  for (std::uint64_t after = whole.begun; after <= whole.done + 1; ++after) {
    driver.send(head);
    for (std::uint64_t i = whole.transferred; i <= after; ++i) driver.cycle();
    driver.send(after % 2 == 0 ? head : plain_head(shape, driver.random(), 1, std::min(shape.tokens, 3U)));
    driver.drain();
  }
}

// A few keys behind many queries, and many keys behind one query.
void unlike_lengths(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const unsigned most = std::min(shape.tokens, 3 * shape.banks * shape.selectors + 1);
  const Head slow = plain_head(shape, driver.random(), std::min(shape.tokens, 9U), most);
  const Head quick = plain_head(shape, driver.random(), 1, 1);
  const Head large = plain_head(shape, driver.random(), 1, most);
  run_together(driver, {slow, quick, large, quick, large, slow, slow});
}

// Resets while one head waits, at work, and another behind it; heads begin at once afterwards.
void reset_of_two(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const Head head =
      plain_head(shape, driver.random(), std::min(shape.tokens, 2U), std::min(shape.tokens, shape.banks + 1));
  const Passage whole = run(driver, head);
  const std::uint64_t length = 2 * (whole.done - whole.transferred);
  const std::uint64_t step = 1 + length / 60;
  for (std::uint64_t after = 1; after <= length; after += step) {
    for (unsigned i = 0; i < 3; ++i) driver.send(head);
    for (std::uint64_t i = 0; i < after; ++i) driver.cycle();
    driver.reset(1);
    driver.send(plain_head(shape, driver.random(), 1, 1));
    driver.send(head);
    driver.drain();
  }
}

// With P >= H + 2 queries move on as if no keys were hashed between them.
bool leaves_room(const ElsaShape& shape, unsigned keys) {
  const unsigned candidates = (keys + shape.banks - 1) / shape.banks;
  return std::max(candidates, shape.chunks) >= shape.hash_cycles + 2;
}

void check_period(Driver& driver, unsigned queries, unsigned keys) {
  const ElsaShape& shape = driver.shape();
  const auto due = head_cycles(shape, queries, keys);
  if (!due || !leaves_room(shape, keys)) return;
  driver.forget_passages();
  for (unsigned i = 0; i < 4; ++i) driver.send(plain_head(shape, driver.random(), queries, keys));
  driver.drain();
  const std::vector<Passage>& passages = driver.passages();
  const std::string of =
      " of heads of " + std::to_string(queries) + " queries and " + std::to_string(keys) + " keys";
  for (std::size_t i = 0; i < passages.size(); ++i)
    require(passages[i].done - passages[i].begun == *due, "keys of the next head put off queries" + of);
}

void head_after_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  for (const unsigned queries : {1U, 3U, 8U, 20U}) {
    for (unsigned row = 1; row <= 10; ++row)
      check_period(driver, std::min(shape.tokens, queries), std::min(shape.tokens, row * shape.banks));
  }
}

}  // namespace

void add_hidden_tests(SuiteBuilder& builder) {
  builder.directed("unlike_settings", "a head waits behind one of other settings, one after the other",
                   unlike_settings);
  builder.directed("unlike_keys", "larger, fewer and more keys behind others", unlike_keys);
  builder.directed("nothing_to_do", "heads that are refused, empty or without keys behind others",
                   nothing_to_do);
  builder.directed("offered_at_any_time", "a head offered in every cycle of another one's work",
                   offered_at_any_time);
  builder.directed("unlike_lengths", "many keys behind one query, one key behind many queries",
                   unlike_lengths);
  builder.directed("reset_of_two", "resets while one head waits and another is at work", reset_of_two);
  builder.directed("head_after_head", "the page's period of heads whose preprocessing is hidden",
                   head_after_head);
}

}  // namespace winnow::verif::elsa

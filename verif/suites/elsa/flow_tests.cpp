// SPDX-License-Identifier: Apache-2.0
// Heads one after the other, and resets: docs/cores/elsa.md, "Heads" and "Control, cycle by cycle".
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif::elsa {
namespace {

using streams::Pace;

Head small_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  return random_head(shape, driver.random(), std::min(shape.tokens, 6U));
}

// Offered at once: each is transferred as soon as the one before is done, or with hidden preprocessing has
// begun. What one head is told, and what it leaves in the memories, means nothing to the next.
void back_to_back(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  std::vector<Head> heads;
  for (unsigned i = 0; i < 6; ++i) heads.push_back(small_head(driver));
  heads.insert(heads.begin() + 2, plain_head(shape, driver.random(), 0, 1));
  heads.insert(heads.begin() + 4, heads[3]);
  heads[4].dimension = 0;
  for (const Head& head : heads) driver.send(head);
  driver.drain();
  const std::vector<Passage>& passages = driver.passages();
  require(passages.size() == heads.size(), "not every head was done");
  for (std::size_t i = 1; i < passages.size(); ++i)
    require(passages[i].transferred ==
                (shape.hides_preprocessing ? passages[i - 1].begun + 1 : passages[i - 1].done),
            "a head that waits is not taken at once");
}

void now_and_then(Driver& driver) {
  for (const Pace pace : {Pace::seldom, Pace::random}) {
    driver.set_pace(pace);
    for (unsigned i = 0; i < 2; ++i) driver.send(small_head(driver));
    for (unsigned i = 0; i < 400 && !driver.is_empty(); ++i) driver.cycle();
    driver.drain();
  }
}

// The same head after another one with all keys: nothing is left of that.
void nothing_is_left(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  const Head head = small_head(driver);
  const Passage first = run(driver, head);
  const unsigned most = std::min(shape.tokens, 2 * shape.banks * shape.selectors);
  run(driver, plain_head(shape, driver.random(), 1, most));
  const Passage second = run(driver, head);
  require(first.rows == second.rows && first.candidates == second.candidates,
          "a head's rows depend on the head before");
  require(first.done - first.transferred == second.done - second.transferred,
          "a head's time depends on the head before");
}

Head reset_head(Driver& driver) {
  const ElsaShape& shape = driver.shape();
  return plain_head(shape, driver.random(), std::min(shape.tokens, 2U),
                    std::min(shape.tokens, 2 * shape.banks + 1));
}

// Resets that head after `cycles` cycles of work, and sees another one through that begins at once.
void reset_after(Driver& driver, std::uint64_t cycles, unsigned length) {
  driver.send(reset_head(driver));
  for (std::uint64_t i = 0; i <= cycles; ++i) driver.cycle();
  driver.reset(length);
  const ElsaShape& shape = driver.shape();
  run(driver, plain_head(shape, driver.random(), 1, std::min(shape.tokens, shape.banks + 1)));
}

// While keys are hashed, in every cycle where that are not many: a norm or a hash is on its way in some only.
void reset_in_preprocessing(Driver& driver) {
  const Passage whole = run(driver, reset_head(driver));
  const std::uint64_t length = whole.taken.front() - whole.transferred;
  unsigned count = 0;
  for (std::uint64_t after = 0; after < length; after += 1 + length / 100)
    reset_after(driver, after, 1 + count++ % 2);
}

// In every cycle from the acceptance of a query to the one after done.
void reset_in_execution(Driver& driver) {
  const Passage whole = run(driver, reset_head(driver));
  for (std::uint64_t at = whole.taken.front(); at <= whole.done + 1; ++at)
    reset_after(driver, at - whole.transferred - 1, 1);
}

void reset_at_rest(Driver& driver) {
  driver.reset(1);
  driver.cycle(3);
  driver.send(small_head(driver));
  driver.reset(5);
  run(driver, small_head(driver));
}

}  // namespace

void add_flow_tests(SuiteBuilder& builder) {
  builder.directed("back_to_back", "heads with unlike settings, each offered while the one before is at work",
                   back_to_back);
  builder.directed("now_and_then", "heads offered now and then", now_and_then);
  builder.directed("nothing_is_left", "a head gives the same after any other", nothing_is_left);
  builder.directed("reset_in_preprocessing", "resets of one and two cycles while keys are hashed",
                   reset_in_preprocessing);
  builder.directed("reset_in_execution", "a reset in every cycle from a query's acceptance on",
                   reset_in_execution);
  builder.directed("reset_at_rest", "resets without a head, and of a head that is offered", reset_at_rest);
}

}  // namespace winnow::verif::elsa

// SPDX-License-Identifier: Apache-2.0
// Constrained random over heads, their settings and vectors, and when they are offered.
#include <algorithm>

#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif::elsa {
namespace {

constexpr std::uint64_t default_cycles = 4000;

// Calls `step` after each cycle, until the budget is spent; then lets what was sent end.
template <class Step>
void session(Driver& driver, std::uint64_t cycles, Step step) {
  Random& random = driver.random();
  const ElsaShape& shape = driver.shape();
  const unsigned large = std::max(64U, shape.banks * (shape.selectors + 1) + 3);
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (i % 200 == 0) driver.set_pace(streams::all_paces[random.below(streams::all_paces.size())]);
    if (driver.waiting() == 0) {
      const unsigned most = random.one_in(4) ? large : 8;
      Head head = random_head(shape, random, std::min(shape.tokens, most));
      // One that does not run, between others.
      if (shape.hides_preprocessing && random.one_in(8))
        (random.one_in(2) ? head.queries : head.dimension) = 0;
      driver.send(head);
    }
    driver.cycle();
    step();
  }
  driver.drain();
}

void random_heads(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [] {});
}

void random_resets(Driver& driver, std::uint64_t cycles) {
  session(driver, cycles, [&] {
    if (driver.random().one_in(150)) driver.reset(1 + static_cast<unsigned>(driver.random().below(3)));
  });
}

}  // namespace

void add_random_tests(SuiteBuilder& builder) {
  builder.add("random_heads", "heads of any numbers, masks, dimensions, thresholds and scales", random_heads,
              true);
  builder.add("random_resets", "the same with resets at any time", random_resets, true);
}

}  // namespace winnow::verif::elsa

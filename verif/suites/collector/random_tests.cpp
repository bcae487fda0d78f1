// SPDX-License-Identifier: Apache-2.0
// Constrained random over rows, paces and resets.
#include <array>

#include "verif/suites/collector/tests.hpp"

namespace winnow::verif::collector {
namespace {

using streams::Pace;

constexpr std::uint64_t default_cycles = 3000;

Pace any_pace(Random& random) {
  return std::array{Pace::always, Pace::bursty, Pace::random}[random.below(3)];
}

// Keeps a few rows waiting; now and then other paces, and what `surprise` does.
template <class Surprise>
void session(CollectorDriver& driver, std::uint64_t cycles, Surprise surprise) {
  Random& random = driver.random();
  unsigned share = 2;
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (random.one_in(100)) {
      driver.set_paces(any_pace(random), any_pace(random));
      share = 1U << random.below(5);
    }
    if (driver.source().waiting() < 4)
      driver.send(random_row(random, driver.parameters(), share), random.one_in(6));
    surprise();
    driver.cycle();
  }
  driver.set_paces(Pace::always, Pace::always);
  driver.drain();
}

void random_groups(CollectorDriver& driver, std::uint64_t cycles) {
  session(driver, cycles, [] {});
}

void random_resets(CollectorDriver& driver, std::uint64_t cycles) {
  session(driver, cycles, [&] {
    if (driver.random().one_in(60)) driver.reset(1 + static_cast<unsigned>(driver.random().below(3)));
  });
}

// Any bits in any order: what the page says of forbidden transfers holds for all of them.
void random_transfers(CollectorDriver& driver, std::uint64_t cycles) {
  Random& random = driver.random();
  const std::uint64_t codes = std::uint64_t{1} << driver.rig().shape().key_bits();
  session(driver, cycles, [&] {
    if (driver.source().waiting() < 8)
      driver.send_raw({random.below(codes), !random.one_in(3), random.one_in(4), random.one_in(5)});
  });
}

}  // namespace

void add_random_tests(SuiteBuilder& builder) {
  builder.add("random_groups", "random rows at random paces", random_groups, true);
  builder.add("random_resets", "the same with resets at any time", random_resets, true);
  builder.add("random_transfers", "random bits as selections", random_transfers, true);
}

}  // namespace winnow::verif::collector

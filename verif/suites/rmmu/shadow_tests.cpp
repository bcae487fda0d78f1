// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

void drain(RmmuDriver& driver) {
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

// Runs every row that is completely loaded in its precision, in a reduction that it can do.
void run_loaded(RmmuDriver& driver) {
  const RmmuShape& shape = driver.shape();
  driver.stream_random(shape.modes[0], Operands::uniform);
  for (unsigned row = 0; row < shape.rows; ++row) {
    const RmmuLoaded& loaded = driver.tracker().active(row);
    const std::vector<bool> reductions = driver.reductions(loaded.mode);
    if (!loaded.complete(shape) || reductions.empty()) {
      driver.hold(row);
      continue;
    }
    const bool element = reductions[static_cast<std::size_t>(driver.random().below(reductions.size()))];
    driver.run(row,
               {loaded.mode, element, driver.tracker().tainted(row, element) || driver.random().one_in(4)});
  }
}

// The shadow is loaded while the row computes, and nothing changes until the commit.
void shadow_load_while_running(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::uniform);
  for (unsigned i = 0; i < 8 * shape.modes.size(); ++i) {
    const auto mode = static_cast<unsigned>(driver.random().below(shape.modes.size()));
    driver.write_rows(true);
    for (unsigned set = 0; set < shape.modes[mode].outputs; ++set) {
      driver.write(mode, 1U << set);
      driver.weight_random(shape.modes[mode], Operands::uniform);
      run_loaded(driver);
      driver.cycle();
    }
    driver.write_rows(false);
    for (unsigned n = 0; n < 4; ++n) {
      for (unsigned row = 0; row < shape.rows; ++row) driver.commit(row, n == 2 || (n == 1 && row % 2 == 0));
      run_loaded(driver);
      driver.cycle();
    }
    driver.commit_rows(false);
  }
  drain(driver);
}

// Commits in the cycle of a write take the content of before it; repeated commits change nothing; an active
// row that a multiplier has overwritten gets the shadow's weights back.
void shadow_commit_races(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::uniform);
  for (unsigned i = 0; i < 200; ++i) {
    const auto mode = static_cast<unsigned>(i < 100 ? 0 : driver.random().below(shape.modes.size()));
    driver.write(mode, ~0U);
    driver.weight_random(shape.modes[mode], Operands::corners);
    driver.decode();
    for (unsigned row = 0; row < shape.rows; ++row) {
      driver.write_row(row, driver.random().one_in(2));
      driver.commit(row, driver.random().one_in(2));
      driver.multiplier(row, random_operand(driver.random(), shape.modes[0], Operands::corners),
                        driver.random().one_in(4));
    }
    run_loaded(driver);
    driver.cycle();
  }
  driver.write_rows(false);
  driver.commit_rows(false);
  driver.multipliers_off();
  drain(driver);
}

// A commit brings the definedness of the shadow with it: sets written so far are exact, the others undefined.
void shadow_partial_commit(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const auto last = static_cast<unsigned>(shape.modes.size() - 1);
  driver.load_random(0, Operands::uniform);
  for (unsigned i = 0; i < 12; ++i) {
    const unsigned mode = i % 3 == 2 ? 0 : last;
    for (unsigned set = 0; set < shape.modes[mode].outputs; ++set) {
      driver.hold_all();
      driver.write_rows(true);
      driver.write(mode, 1U << ((set + i) % shape.modes[mode].outputs));
      driver.weight_random(shape.modes[mode], Operands::uniform);
      driver.cycle();
      driver.write_rows(false);
      driver.commit_rows(true);
      driver.cycle();
      driver.commit_rows(false);
      for (const bool element : driver.reductions(mode)) {
        driver.stream_random(shape.modes[mode], Operands::uniform);
        driver.run_all({mode, element, true});
        driver.cycle();
      }
    }
  }
  drain(driver);
}

}  // namespace

void add_shadow_tests(SuiteBuilder& builder) {
  builder.add("shadow_load_while_running", "the shadow is loaded while rows compute",
              shadow_load_while_running);
  builder.add("shadow_commit_races", "commit, weight write and multiplier write in the same cycle",
              shadow_commit_races);
  builder.add("shadow_partial_commit", "commits of partly loaded shadows", shadow_partial_commit);
}

}  // namespace winnow::verif::rmmu

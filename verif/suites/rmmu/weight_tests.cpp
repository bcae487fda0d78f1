// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

void drain(RmmuDriver& driver) {
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

// One write of `sets` into all rows in `mode`, committed where there is a shadow. Row controls stay.
void write_once(RmmuDriver& driver, unsigned mode, std::uint32_t sets, Operands kind) {
  driver.write_rows(true);
  driver.write(mode, sets);
  driver.weight_random(driver.shape().modes[mode], kind);
  driver.cycle();
  driver.write_rows(false);
  if (!driver.shape().has_shadow) return;
  driver.commit_rows(true);
  driver.cycle();
  driver.commit_rows(false);
}

void run_some(RmmuDriver& driver, unsigned mode, unsigned cycles, bool clear_first) {
  for (const bool element : driver.reductions(mode)) {
    for (unsigned i = 0; i < cycles; ++i) {
      driver.stream_random(driver.shape().modes[mode], Operands::corners);
      driver.run_all({mode, element, clear_first && i == 0});
      driver.cycle();
    }
  }
  driver.hold_all();
}

// Every combination of set enables: onto a full row, and as the first write after another precision, where
// the lanes of the other sets are undefined but these must be exact.
void weight_sets(RmmuDriver& driver, unsigned mode) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(mode, Operands::uniform);
  const std::uint32_t own = (1U << shape.modes[mode].outputs) - 1U;
  for (std::uint32_t sets = 0; sets < (1U << shape.lanes); ++sets) {
    write_once(driver, mode, sets, Operands::uniform);
    run_some(driver, mode, 2, true);
  }
  const unsigned other = mode == 0 ? static_cast<unsigned>(shape.modes.size() - 1) : mode - 1;
  if (other == mode) return drain(driver);
  for (std::uint32_t sets = 1; sets <= own; ++sets) {
    write_once(driver, other, ~0U, Operands::uniform);
    write_once(driver, mode, sets, Operands::uniform);
    run_some(driver, mode, 2, true);
    write_once(driver, mode, ~sets, Operands::uniform);  // completes the row
    run_some(driver, mode, 2, true);
  }
  drain(driver);
}

// Row selected, but no set that the precision has: nothing may change, neither values nor definedness.
void writes_without_a_set(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    if (driver.reductions(mode).empty()) continue;
    driver.load_random(mode, Operands::uniform);
    for (unsigned other = 0; other < shape.modes.size(); ++other) {
      write_once(driver, other, ~((1U << shape.modes[other].outputs) - 1U), Operands::uniform);
      run_some(driver, mode, 2, true);
      write_once(driver, other, 0, Operands::uniform);
      run_some(driver, mode, 1, true);
    }
  }
  drain(driver);
}

// One row is written at a time; all others must keep their weights.
void weight_rows(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::uniform);
  for (unsigned row = 0; row < shape.rows; ++row) {
    driver.load({row}, 0, [&](unsigned, unsigned) {
      return random_word(driver.random(), shape, shape.modes[0], Operands::corners);
    });
    run_some(driver, 0, 1, true);
  }
  drain(driver);
}

// The weight data port changes with no row selected; then new weights arrive in every cycle while all rows
// run.
void weight_write_while_running(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    const std::vector<bool> reductions = driver.reductions(mode);
    if (reductions.empty()) continue;
    driver.hold_all();
    driver.load_random(mode, Operands::uniform);
    for (unsigned i = 0; i < 32; ++i) {
      driver.write_rows(i >= 8);
      driver.commit_rows(i >= 16);
      driver.write(mode, i < 24 ? ~0U : 1U << (i % shape.modes[mode].outputs));
      driver.weight_random(shape.modes[mode], Operands::corners);
      driver.stream_random(shape.modes[mode], Operands::corners);
      driver.run_all({mode, reductions[i % reductions.size()], driver.random().one_in(4)});
      driver.cycle();
    }
    driver.write_rows(false);
    driver.commit_rows(false);
  }
  drain(driver);
}

// Rows that were never loaded, then rows that run in another precision than their weights were written in,
// while all other rows compute: nobody else may notice. Afterwards a clear brings the offender back.
void illegal_use_stays_local(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const auto modes = static_cast<unsigned>(shape.has_row ? shape.modes.size() : 1);
  driver.run_all({modes - 1, false, false});
  driver.cycle(2);
  driver.hold_all();
  driver.load_random(0, Operands::uniform);
  run_some(driver, 0, 2, true);
  for (unsigned i = 0; i < std::max(shape.rows, 2 * modes) && i < 48; ++i) {
    const unsigned victim = i % shape.rows, right = i % modes;
    const auto wrong =
        static_cast<unsigned>((right + 1 + driver.random().below(std::max(modes, 2U) - 1)) % modes);
    driver.load(driver.all_rows(), right, [&](unsigned, unsigned) {
      return random_word(driver.random(), shape, shape.modes[right], Operands::corners);
    });
    for (unsigned n = 0; n < 5; ++n) {
      const std::vector<bool> reductions = driver.reductions(right);
      driver.stream_random(shape.modes[right], Operands::corners);
      driver.run_all({right, reductions[n % reductions.size()], n < reductions.size()});
      if (n < 4) driver.run(victim, {wrong, driver.reductions(wrong).front(), n == 1});
      if (n == 4) driver.run(victim, {right, reductions.front(), true});
      driver.cycle();
    }
    driver.hold_all();
  }
  drain(driver);
}

// A multiplier and a weight write meet in one row: the multiplier wins. Rows without it take the weight.
void multiplier_priority(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const auto modes = static_cast<unsigned>(shape.modes.size());
  driver.load_random(0, Operands::uniform);
  for (unsigned i = 0; i < 16 * modes; ++i) {
    const unsigned mode = i % modes;
    driver.hold_all();
    driver.write_rows(true);
    driver.write(mode, i % 3 == 0 ? 1U : ~0U);
    driver.weight_random(shape.modes[mode], Operands::corners);
    for (unsigned row = 0; row < shape.rows; ++row) {
      // Rows without a multiplier would change precision; with one they must not.
      driver.multiplier(row, random_operand(driver.random(), shape.modes[0], Operands::corners),
                        mode != 0 || driver.random().one_in(2));
      driver.commit(row, driver.random().one_in(2) && driver.tracker().shadow(row).mode == 0);
    }
    driver.cycle();
    driver.write_rows(false);
    driver.commit_rows(false);
    driver.multipliers_off();
    run_some(driver, 0, 2, true);
  }
  drain(driver);
}

}  // namespace

void add_weight_tests(SuiteBuilder& builder) {
  const RmmuShape& shape = builder.parameters();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    if (!shape.has_row && mode > 0) continue;
    builder.add("weight_sets_" + shape.modes[mode].name, "every combination of weight set enables",
                [mode](RmmuDriver& driver, std::uint64_t) { weight_sets(driver, mode); });
  }
  if (shape.lanes > 1) {
    builder.add("writes_without_a_set", "a selected row without a weight set enable keeps its weights",
                writes_without_a_set);
  }
  builder.add("weight_rows", "one row is written at a time, the others keep their weights", weight_rows);
  builder.add("weight_write_while_running", "new weights in every cycle, visible in the next",
              weight_write_while_running);
  builder.add("illegal_use_stays_local", "a row with undefined weights does not disturb the others",
              illegal_use_stays_local);
  if (shape.has_element) {
    builder.add("multiplier_priority", "a multiplier write wins over a weight write of its row",
                multiplier_priority);
  }
}

}  // namespace winnow::verif::rmmu

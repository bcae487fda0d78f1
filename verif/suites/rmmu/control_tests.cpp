// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

unsigned any_source(RmmuDriver& driver) {
  return static_cast<unsigned>(driver.random().below(driver.shape().sources));
}

bool any_reduction(RmmuDriver& driver) {
  const std::vector<bool> list = driver.reductions(0);
  return list[static_cast<std::size_t>(driver.random().below(list.size()))];
}

void drain(RmmuDriver& driver) {
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

// One cycle of reset alone, then longer ones with enables and clears during reset: outputs are zero and no
// valid comes out later.
void reset_state(RmmuDriver& driver, std::uint64_t) {
  driver.load_random(0, Operands::uniform);
  for (const bool element : driver.reductions(0)) {
    driver.stream_random(driver.shape().modes[0], Operands::extremes);
    driver.run_all({0, element, true});
    driver.cycle(driver.shape().row_delay + 4);
    driver.reset(true);
    driver.cycle();
    driver.reset(false);
    drain(driver);
    driver.run_all({0, element, false});
    driver.reset(true);
    driver.cycle(3);
    driver.reset(false);
    drain(driver);
  }
}

// Every sequence of three cycles of (enable, clear), by row and reduction; then random ones, different in
// each row.
void clear_enable(RmmuDriver& driver, std::uint64_t) {
  const RmmuMode& mode = driver.shape().modes[0];
  driver.load_random(0, Operands::uniform);
  for (const bool element : driver.reductions(0)) {
    for (unsigned sequence = 0; sequence < 64; ++sequence) {
      for (unsigned step = 0; step < 3; ++step) {
        const unsigned controls = (sequence >> (2 * step)) & 3U;
        driver.stream_random(mode, Operands::uniform);
        for (unsigned row = 0; row < driver.shape().rows; ++row) {
          if ((controls & 1U) != 0) {
            driver.run(row, {0, element, (controls & 2U) != 0});
          } else {
            driver.hold(row, (controls & 2U) != 0);
          }
        }
        driver.cycle();
      }
    }
  }
  for (unsigned i = 0; i < 64; ++i) {
    driver.stream_random(mode, Operands::uniform);
    for (unsigned row = 0; row < driver.shape().rows; ++row) {
      if (driver.random().one_in(2)) {
        driver.run(row, {0, any_reduction(driver), driver.random().one_in(3), any_source(driver)});
      } else {
        driver.hold(row, driver.random().one_in(2));
      }
    }
    driver.cycle();
  }
  drain(driver);
}

// One row alone is enabled for one cycle, long pauses around: shows a latency that is off, or a row that
// takes a neighbour's enable.
void single_pulse(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    if (driver.reductions(mode).empty()) continue;
    driver.load_random(mode, Operands::uniform);
    for (unsigned row = 0; row < shape.rows; ++row) {
      for (const bool element : driver.reductions(mode)) {
        driver.stream_random(shape.modes[mode], Operands::uniform);
        driver.run(row, {mode, element, driver.random().one_in(2), any_source(driver)});
        driver.cycle();
        driver.stream_random(shape.modes[mode], Operands::uniform);  // the next cycle's words must not count
        driver.hold(row);
        driver.cycle(row < 4 ? shape.row_delay + 3 : 1);
      }
    }
  }
  drain(driver);
}

// Another precision in every cycle: while a row computes in one, its weights arrive in the next, all sets at
// once. `order(i)` is the mode of cycle i. A shadow register is committed a cycle later.
template <typename Order>
void change_modes(RmmuDriver& driver, unsigned cycles, Order order) {
  const RmmuShape& shape = driver.shape();
  const unsigned lag = shape.has_shadow ? 2 : 1;
  driver.write_rows(true);
  for (unsigned i = 0; i < cycles + lag; ++i) {
    const unsigned incoming = order(i);
    driver.write(incoming, (1U << shape.modes[incoming].outputs) - 1U);
    driver.weight_random(shape.modes[incoming], Operands::corners);
    if (i >= 1) driver.commit_rows(true);
    if (i >= lag) {
      const unsigned mode = order(i - lag);
      driver.stream_random(shape.modes[mode], Operands::corners);
      for (unsigned row = 0; row < shape.rows; ++row) {
        const bool element = mode == 0 && any_reduction(driver);
        driver.run(row, {mode, element, driver.random().one_in(4), any_source(driver)});
      }
    }
    driver.cycle();
  }
  driver.write_rows(false);
  driver.commit_rows(false);
  drain(driver);
}

void mode_change_every_cycle(RmmuDriver& driver, std::uint64_t) {
  const unsigned modes = driver.shape().has_row ? static_cast<unsigned>(driver.shape().modes.size()) : 1;
  // Every ordered pair of modes in consecutive cycles, then random order.
  for (unsigned from = 0; from < modes; ++from) {
    for (unsigned to = 0; to < modes; ++to) {
      change_modes(driver, 6, [=](unsigned i) { return i % 2 == 0 ? from : to; });
    }
  }
  std::vector<unsigned> order;
  for (unsigned i = 0; i < 100; ++i) order.push_back(static_cast<unsigned>(driver.random().below(modes)));
  change_modes(driver, 64, [&](unsigned i) { return order[i]; });
}

// Whole rows are loaded in the cycles that the contract gives for a mode, and run in the first possible
// cycle.
void mode_change_with_loads(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned i = 0; i < 40; ++i) {
    const auto mode = static_cast<unsigned>(driver.random().below(shape.has_row ? shape.modes.size() : 1));
    driver.hold_all();
    driver.load(driver.all_rows(), mode, [&](unsigned, unsigned) {
      return random_word(driver.random(), shape, shape.modes[mode], Operands::uniform);
    });
    for (unsigned n = 0; n < 2; ++n) {
      driver.stream_random(shape.modes[mode], Operands::uniform);
      driver.run_all({mode, mode == 0 && any_reduction(driver), n == 0 && driver.random().one_in(2)});
      driver.cycle();
    }
  }
  drain(driver);
}

// Rows in different precisions and reductions at the same time. One row after another is loaded in its next
// precision while all others run.
void rows_independent(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const std::size_t modes = shape.has_row ? shape.modes.size() : 1;
  std::vector<unsigned> loaded(shape.rows);
  for (unsigned round = 0; round < 3; ++round) {
    for (unsigned row = 0; row < shape.rows; ++row) {
      driver.hold(row);
      loaded[row] = static_cast<unsigned>((row + round) % modes);
      driver.load({row}, loaded[row], [&](unsigned, unsigned column) {
        if (column == 0) driver.stream_random(shape.modes[loaded[row]], Operands::corners);
        return random_word(driver.random(), shape, shape.modes[loaded[row]], Operands::corners);
      });
      for (unsigned other = 0; other <= (round == 0 ? row : shape.rows - 1); ++other) {
        const bool element = loaded[other] == 0 && any_reduction(driver);
        driver.run(other, {loaded[other], element, driver.random().one_in(4), any_source(driver)});
      }
      driver.cycle();
    }
  }
  drain(driver);
}

// Row and element reduction alternate in every cycle; each accumulator must hold while the other works.
void reduction_switch_every_cycle(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::corners);
  for (unsigned i = 0; i < 64; ++i) {
    driver.stream_random(shape.modes[0], Operands::corners);
    for (unsigned row = 0; row < shape.rows; ++row) {
      const bool element = (i + row) % 2 == 0 || (i > 32 && driver.random().one_in(3));
      driver.run(row, {0, element, i < 2 || driver.random().one_in(6), any_source(driver)});
    }
    driver.cycle();
  }
  drain(driver);
}

// The weighted sum of value vectors: a new multiplier in every cycle, used in the next one.
void element_multiplier_every_cycle(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned i = 0; i < 80; ++i) {
    const Operands kind = i < 40 ? Operands::corners : Operands::extremes;
    driver.stream_random(shape.modes[0], kind);
    for (unsigned row = 0; row < shape.rows; ++row) {
      driver.multiplier(row, random_operand(driver.random(), shape.modes[0], kind),
                        i < 60 || driver.random().one_in(2));
      if (i > 0) driver.run(row, {0, true, i == 1 || driver.random().one_in(16), any_source(driver)});
    }
    driver.cycle();
  }
  driver.multipliers_off();
  drain(driver);
}

// Reset at every distance from the samples in flight; weights survive it, and writes during it count.
void reset_in_the_middle(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const unsigned span = shape.row_delay + 3;
  driver.load_random(0, Operands::uniform);
  for (unsigned distance = 0; distance < 2 * span; ++distance) {
    for (unsigned i = 0; i < span + distance % 3; ++i) {
      driver.stream_random(shape.modes[0], Operands::uniform);
      for (unsigned row = 0; row < shape.rows; ++row) {
        driver.run(row, {0, any_reduction(driver), driver.random().one_in(4), any_source(driver)});
      }
      driver.cycle();
    }
    if (distance >= span) driver.hold_all();
    if (distance >= span) driver.cycle(distance - span);
    driver.reset(true);
    if (distance % 2 == 1) {
      const auto row = static_cast<unsigned>(driver.random().below(shape.rows));
      driver.load_uniform({row}, 0, random_operand(driver.random(), shape.modes[0], Operands::uniform));
    } else {
      driver.cycle();
    }
    driver.reset(false);
  }
  drain(driver);
  driver.run_all({0, driver.reductions(0).front(), false});
  driver.cycle();
  drain(driver);
}

}  // namespace

void add_control_tests(SuiteBuilder& builder) {
  builder.add("reset_state", "outputs are zero from reset until a row is enabled", reset_state);
  builder.add("single_pulse", "each row alone for one cycle: latency, enables, holding", single_pulse);
  builder.add("clear_enable", "every short sequence of enable and clear", clear_enable);
  builder.add("mode_change_every_cycle", "another precision and new weights in every cycle",
              mode_change_every_cycle);
  builder.add("mode_change_with_loads", "rows loaded set by set, run in the first possible cycle",
              mode_change_with_loads);
  builder.add("rows_independent", "rows in different precisions, one loaded while the others run",
              rows_independent);
  builder.add("reset_in_the_middle", "reset with results in flight; weights survive", reset_in_the_middle);
  if (builder.parameters().has_row && builder.parameters().has_element) {
    builder.add("reduction_switch_every_cycle", "row and element reduction alternate",
                reduction_switch_every_cycle);
  }
  if (builder.parameters().has_element) {
    builder.add("element_multiplier_every_cycle", "a new row-wide multiplier in every cycle",
                element_multiplier_every_cycle);
  }
}

}  // namespace winnow::verif::rmmu

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

void drain(RmmuDriver& driver) {
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

// Every row reads every source code, those beyond the last source included, a different one in every row.
void source_selection(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::uniform);
  const unsigned codes = 1U << shape.source_bits;
  for (unsigned i = 0; i < 2 * codes; ++i) {
    driver.stream_random(shape.modes[0], Operands::uniform);
    for (const bool element : driver.reductions(0)) {
      for (unsigned row = 0; row < shape.rows; ++row) driver.run(row, {0, element, true, (i + row) % codes});
      driver.cycle();
    }
  }
  drain(driver);
}

// Precision codes beyond the list, for rows and for the weight port: the lowest precision.
void precision_codes_beyond(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const auto last = static_cast<unsigned>(shape.modes.size() - 1);
  const unsigned codes = 1U << shape.precision_bits;
  for (unsigned code = last; code < codes; ++code) {
    for (unsigned other = last; other < codes; ++other) {
      driver.hold_all();
      for (unsigned set = 0; set < shape.modes[last].outputs; ++set) {
        driver.write_rows(true);
        driver.write(code, 1U << set);
        driver.weight_random(shape.modes[last], Operands::uniform);
        driver.cycle();
      }
      driver.write_rows(false);
      driver.commit_rows(true);
      driver.cycle();
      driver.commit_rows(false);
      for (unsigned i = 0; i < 8; ++i) {
        driver.stream_random(shape.modes[last], Operands::uniform);
        driver.run_all({other, false, i % 4 == 0});
        driver.cycle();
      }
    }
  }
  drain(driver);
}

// The same of the weight port alone, where no row can run in the lowest precision: what such a code wrote
// must leave nothing behind once the highest precision is loaded.
void weight_codes_beyond(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  const RmmuMode& lowest = shape.modes.back();
  for (unsigned code = static_cast<unsigned>(shape.modes.size()); code < 1U << shape.precision_bits; ++code) {
    for (unsigned set = 0; set < lowest.outputs; ++set) {
      driver.write_rows(true);
      driver.write(code, 1U << set);
      driver.weight_random(lowest, Operands::uniform);
      driver.cycle();
    }
    driver.write_rows(false);
    driver.commit_rows(true);
    driver.cycle();
    driver.commit_rows(false);
    driver.load_random(0, Operands::uniform);
    for (unsigned i = 0; i < 8; ++i) {
      driver.stream_random(shape.modes.front(), Operands::uniform);
      driver.run_all({0, true, i % 4 == 0});
      driver.cycle();
    }
    driver.hold_all();
  }
  drain(driver);
}

// One vector (source, chunk) at a time is not zero: only the rows wired to it give anything.
void chunk_wiring(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(0, Operands::uniform);
  for (unsigned vector = 0; vector < driver.vectors(); ++vector) {
    driver.stream_uniform(shape.modes[0], 0);
    for (unsigned column = 0; column < shape.columns; ++column) {
      driver.stream(vector, column, random_word(driver.random(), shape, shape.modes[0], Operands::corners));
    }
    for (const bool element : driver.reductions(0)) {
      for (unsigned source = 0; source < shape.sources; ++source) {
        driver.run_all({0, element, true, source});
        driver.cycle();
      }
    }
  }
  drain(driver);
}

// One column at a time, in every mode: the taps of the row adder.
void segment_wiring(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    driver.hold_all();
    driver.load_random(mode, Operands::extremes);
    for (unsigned column = 0; column < shape.columns; ++column) {
      driver.stream_uniform(shape.modes[mode], 0);
      for (unsigned vector = 0; vector < driver.vectors(); ++vector) {
        driver.stream(vector, column,
                      random_word(driver.random(), shape, shape.modes[mode], Operands::extremes));
      }
      driver.run_all({mode, false, column % 2 == 0});
      driver.cycle();
    }
  }
  drain(driver);
}

// Group sums and valids for all patterns of enabled rows (16 per group, then random), in all modes.
void group_results(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned mode = 0; mode < shape.modes.size(); ++mode) {
    driver.hold_all();
    driver.load_random(mode, Operands::extremes);
    driver.stream_random(shape.modes[mode], Operands::minimum);
    driver.run_all({mode, false, true});
    driver.cycle(2);
    for (unsigned i = 0; i < 40; ++i) {
      driver.stream_random(shape.modes[mode], Operands::extremes);
      for (unsigned row = 0; row < shape.rows; ++row) {
        const bool enable = i < 16 ? ((i >> (row % shape.chunks % 4)) & 1U) != 0 : driver.random().one_in(2);
        if (enable) driver.run(row, {mode, false, driver.random().one_in(3)});
        if (!enable) driver.hold(row, driver.random().one_in(2));
      }
      driver.cycle();
    }
  }
  drain(driver);
}

}  // namespace

void add_routing_tests(SuiteBuilder& builder) {
  const RmmuShape& shape = builder.parameters();
  if (shape.sources > 1) {
    builder.add("source_selection", "every row reads every source code, also beyond the last",
                source_selection);
  }
  if ((1U << shape.precision_bits) > shape.modes.size()) {
    builder.add("precision_codes_beyond", "precision codes beyond the list mean the lowest",
                shape.has_row ? precision_codes_beyond : weight_codes_beyond);
  }
  builder.add("chunk_wiring", "one source and chunk at a time is not zero", chunk_wiring);
  if (shape.has_row) builder.add("segment_wiring", "one column at a time is not zero", segment_wiring);
  if (shape.has_group)
    builder.add("group_results", "cross-row sums for all patterns of valid rows", group_results);
}

}  // namespace winnow::verif::rmmu

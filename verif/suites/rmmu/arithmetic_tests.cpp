// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

// Runs all rows once with a cleared accumulator in every reduction that the mode has, each followed by
// nothing: the next operation comes in the next cycle.
void run_once(RmmuDriver& driver, unsigned mode) {
  for (const bool element : driver.reductions(mode)) {
    driver.run_all(
        {mode, element, true, static_cast<unsigned>(driver.random().below(driver.shape().sources))});
    driver.cycle();
  }
}

void drain(RmmuDriver& driver) {
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

// One operand of one column is not zero: a result shows which weight it met, in which lane and segment.
void single_product(RmmuDriver& driver, unsigned mode_index) {
  const RmmuShape& shape = driver.shape();
  const RmmuMode& mode = shape.modes[mode_index];
  driver.load_random(mode_index, Operands::uniform);
  driver.stream_uniform(mode, 0);
  constexpr unsigned most = 512;
  const unsigned positions = shape.columns * mode.operands;
  for (unsigned i = 0; i < std::min(positions, most); ++i) {
    const unsigned position = positions <= most ? i : static_cast<unsigned>(driver.random().below(positions));
    const unsigned column = position / mode.operands;
    for (unsigned vector = 0; vector < driver.vectors(); ++vector) {
      const std::int32_t value = random_operand(driver.random(), mode, Operands::uniform);
      driver.stream(
          vector, column,
          single_word(driver.random(), shape, mode, position % mode.operands, value == 0 ? 1 : value, 0));
    }
    run_once(driver, mode_index);
    for (unsigned vector = 0; vector < driver.vectors(); ++vector) {
      driver.stream(vector, column, uniform_word(driver.random(), shape, mode, 0));
    }
  }
  drain(driver);
}

// The same operand everywhere against the same weight everywhere: the largest sums that the adders see.
void extremes(RmmuDriver& driver, unsigned mode_index, std::int32_t x, std::int32_t w) {
  const RmmuMode& mode = driver.shape().modes[mode_index];
  driver.load_uniform(driver.all_rows(), mode_index, w);
  driver.stream_uniform(mode, x);
  for (const bool element : driver.reductions(mode_index)) {
    for (unsigned i = 0; i < 8; ++i) {
      driver.run_all({mode_index, element, i == 0});
      driver.cycle();
    }
  }
  run_once(driver, mode_index);
  drain(driver);
}

void add_extremes(SuiteBuilder& builder, unsigned index) {
  const RmmuMode& mode = builder.parameters().modes[index];
  const std::int32_t low = minimum_of(mode), high = maximum_of(mode);
  struct Case {
    const char* name;
    const char* description;
    std::int32_t x, w;
  };
  const Case cases[] = {
      {"most_negative_squared_", "most negative operands and weights in every position", low, low},
      {"most_positive_times_most_negative_", "most positive operands, most negative weights", high, low},
      {"most_negative_times_most_positive_", "most negative operands, most positive weights", low, high},
      {"most_positive_squared_", "most positive operands and weights", high, high},
      {"minus_one_squared_", "all bits one: -1 times -1 everywhere", -1, -1},
  };
  for (const Case& c : cases) {
    builder.add(
        c.name + mode.name, c.description,
        [index, x = c.x, w = c.w](RmmuDriver& driver, std::uint64_t) { extremes(driver, index, x, w); });
  }
}

std::uint32_t walking_word(const RmmuShape& shape, unsigned bit, bool zero) {
  const std::uint64_t all = (1ULL << shape.word_bits) - 1U;
  const std::uint64_t one = 1ULL << (bit % shape.word_bits);
  return static_cast<std::uint32_t>(zero ? all & ~one : one);
}

// A single one, then a single zero, walks through the port words; neighbouring columns have neighbouring
// bits.
void walking_stream(RmmuDriver& driver, unsigned mode) {
  const RmmuShape& shape = driver.shape();
  driver.load_random(mode, Operands::uniform);
  for (unsigned step = 0; step < 2 * shape.word_bits; ++step) {
    for (unsigned vector = 0; vector < driver.vectors(); ++vector) {
      for (unsigned column = 0; column < shape.columns; ++column) {
        driver.stream(vector, column, walking_word(shape, step + column + vector, step >= shape.word_bits));
      }
    }
    run_once(driver, mode);
  }
  drain(driver);
}

void walking_weights(RmmuDriver& driver, unsigned mode_index) {
  const RmmuShape& shape = driver.shape();
  const RmmuMode& mode = shape.modes[mode_index];
  for (unsigned step = 0; step < 2 * shape.word_bits; ++step) {
    driver.hold_all();
    driver.load(driver.all_rows(), mode_index, [&](unsigned set, unsigned column) {
      return walking_word(shape, step + column + 5 * set, step >= shape.word_bits);
    });
    driver.stream_random(mode, Operands::uniform);
    run_once(driver, mode_index);
  }
  drain(driver);
}

void walking_multipliers(RmmuDriver& driver, std::uint64_t) {
  const RmmuShape& shape = driver.shape();
  for (unsigned step = 0; step <= shape.operand_bits; ++step) {
    driver.stream_random(shape.modes[0], Operands::uniform);
    for (unsigned row = 0; row < shape.rows; ++row) {
      driver.multiplier(row, static_cast<std::int32_t>(1U << ((step + row) % shape.operand_bits)));
      if (step > 0) driver.run(row, {0, true, true});
    }
    driver.cycle();
  }
  driver.multipliers_off();
  drain(driver);
}

// Corner operands in every position against corner weights, a fresh vector every cycle.
void corner_products(RmmuDriver& driver, unsigned mode_index) {
  const RmmuMode& mode = driver.shape().modes[mode_index];
  for (unsigned round = 0; round < 8; ++round) {
    driver.hold_all();
    driver.load_random(mode_index, Operands::corners);
    for (unsigned i = 0; i < 16; ++i) {
      driver.stream_random(mode, i % 2 == 0 ? Operands::corners : Operands::extremes);
      run_once(driver, mode_index);
    }
  }
  drain(driver);
}

}  // namespace

void add_arithmetic_tests(SuiteBuilder& builder) {
  for (unsigned index = 0; index < builder.parameters().modes.size(); ++index) {
    // Without a row reduction only the highest precision can run.
    if (!builder.parameters().has_row && index > 0) continue;
    const std::string& name = builder.parameters().modes[index].name;
    const auto add = [&](const std::string& test, const std::string& description, auto body) {
      builder.add(test + name, description,
                  [index, body](RmmuDriver& driver, std::uint64_t) { body(driver, index); });
    };
    add("single_product_", "one operand at a time is not zero, distinct weights", single_product);
    add_extremes(builder, index);
    add("walking_stream_", "walking one and zero on the stream words", walking_stream);
    add("walking_weights_", "walking one and zero on the weights", walking_weights);
    add("corner_products_", "minimum, maximum, 0, -1 and 1 against each other", corner_products);
  }
  if (builder.parameters().has_element) {
    builder.add("walking_multipliers", "walking one on the row-wide multipliers", walking_multipliers);
  }
}

}  // namespace winnow::verif::rmmu

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif::rmmu {
namespace {

// A run of more cycles than this is not worth its time; without it the limit is out of reach, because
// accumulators have no preload.
constexpr std::uint64_t most_cycles = 20000;
constexpr std::uint64_t bounded_cycles = 200;

struct Reach {
  std::uint64_t cycles = 0;  // enabled cycles until all of the mode's own lanes are past their limits
  bool reached = false;
};

// Down is slower than up, as the most negative product is the smaller one in magnitude.
std::uint64_t cycles_past(unsigned width, const RmmuMode& mode, std::uint64_t products) {
  const auto low = static_cast<std::uint64_t>(-static_cast<std::int64_t>(minimum_of(mode)));
  const std::uint64_t step = low * static_cast<std::uint64_t>(maximum_of(mode)) * products;
  return (1ULL << (width - 1U)) / step + 3;
}

// A lane is the mode's own when no higher precision uses it: others were sized for larger products and are
// hardly ever within reach.
Reach reach_of(const RmmuShape& shape, unsigned index, bool element) {
  const RmmuMode& mode = shape.modes[index];
  std::uint64_t cycles = 0;
  const unsigned first = index == 0 ? 0 : shape.modes[index - 1].outputs;
  for (unsigned lane = first; lane < mode.outputs; ++lane) {
    cycles = std::max(cycles, cycles_past(shape.lane_bits[lane], mode, shape.products(mode)));
  }
  if (element) cycles = cycles_past(shape.element_bits, mode, 1);
  if (cycles > 0 && cycles <= most_cycles) return {cycles, true};
  return {bounded_cycles, false};
}

// Even rows climb while odd rows descend; then the direction turns, so that a clamped accumulator must come
// back by exactly one step a cycle and a wrapped one must unwrap.
void pass(RmmuDriver& driver, unsigned mode_index, bool element, std::uint64_t cycles, unsigned parity) {
  const RmmuMode& mode = driver.shape().modes[mode_index];
  std::vector<unsigned> up, down;
  for (unsigned row = 0; row < driver.shape().rows; ++row)
    ((row + parity) % 2 == 0 ? up : down).push_back(row);
  driver.hold_all();
  if (!up.empty()) driver.load_uniform(up, mode_index, minimum_of(mode));
  if (!down.empty()) driver.load_uniform(down, mode_index, maximum_of(mode));
  driver.stream_uniform(mode, minimum_of(mode));
  driver.run_all({mode_index, element, true});
  driver.cycle();
  driver.run_all({mode_index, element, false});
  driver.cycle(static_cast<unsigned>(cycles));
  driver.stream_uniform(mode, maximum_of(mode));
  driver.cycle(6);
  driver.stream_random(mode, Operands::uniform);
  driver.cycle(2);
  driver.hold_all();
  driver.cycle(driver.shape().row_delay + 3);
}

void add_limit(SuiteBuilder& builder, unsigned index, bool element) {
  const RmmuShape& shape = builder.parameters();
  const Reach reach = reach_of(shape, index, element);
  const std::string what = shape.saturates ? "clamp" : "wrap";
  const std::string description = reach.reached ? "accumulators " + what + " past both ends of their range"
                                                : "bounded: " + std::to_string(reach.cycles) +
                                                      " cycles of the largest products, the limits of "
                                                      "this mode's lanes are out of reach";
  const std::string name = element ? "element" : shape.modes[index].name;
  builder.add("accumulator_limits_" + name, description, [=](RmmuDriver& driver, std::uint64_t) {
    pass(driver, index, element, reach.cycles, 0);
    // The other direction of every row; with several rows and a long way one pass has seen both.
    if (driver.shape().rows == 1 || reach.cycles <= 2500) pass(driver, index, element, reach.cycles, 1);
  });
}

}  // namespace

void add_limit_tests(SuiteBuilder& builder) {
  for (unsigned index = 0; index < builder.parameters().modes.size() && builder.parameters().has_row;
       ++index) {
    add_limit(builder, index, false);
  }
  if (builder.parameters().has_element) add_limit(builder, 0, true);
}

}  // namespace winnow::verif::rmmu

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_norm/suite.hpp"

#include <algorithm>

#include "verif/harness/words.hpp"
#include "verif/suites/elsa_norm/driver.hpp"
#include "verif/suites/suite_builder.hpp"

namespace winnow::verif {
namespace elsa_norm {
namespace {

using SuiteBuilder = verif::SuiteBuilder<Driver, config::ElsaNormParameters, ElsaNormCoverage>;

constexpr std::uint64_t default_cycles = 4000;

std::uint64_t random_square(Driver& driver) {
  Random& random = driver.random();
  // Every size alike, and what is likely.
  const std::uint64_t bound = random.one_in(2)
                                  ? driver.largest_square() >> random.below(driver.shape().square_bits)
                                  : driver.largest_square();
  return random.below(bound + 1);
}

std::int64_t random_threshold(Driver& driver) {
  return sign_extend(driver.random().next(), driver.shape().threshold_bits);
}

// Each power of two and what is beside it, from 0 to the largest sum.
void powers_of_two(Driver& driver) {
  for (std::uint64_t power = 1; power <= driver.largest_square(); power *= 2) {
    for (const std::uint64_t square : {power - 1, power, power + 1})
      driver.sum(std::min(square, driver.largest_square()), true);
  }
  driver.idle(6);
}

// Every step of the table, in both parities of the place of the highest bit.
void every_step(Driver& driver) {
  const unsigned steps = 3U << driver.parameters().root_step_bits;
  for (unsigned step = 0; step < steps; ++step) {
    for (const unsigned place : {4U, driver.shape().square_bits / 2, driver.shape().square_bits - 1}) {
      const std::uint64_t first = (std::uint64_t{1} << driver.parameters().root_step_bits) + step;
      const unsigned bits = driver.parameters().root_step_bits + 2;
      const std::uint64_t square = place >= bits ? first << (place - bits) : first >> (bits - place);
      driver.sum(std::min(square + driver.random().below(2), driver.largest_square()), false);
    }
  }
  driver.idle(6);
}

// The maximum begins with the first sum of a head, and grows.
void running_maximum(Driver& driver) {
  driver.set_threshold((std::int64_t{1} << driver.parameters().threshold_fraction_bits));
  const std::uint64_t largest = driver.largest_square();
  for (const std::uint64_t first : {largest, std::uint64_t{0}, largest / 3}) {
    driver.sum(first, true);
    for (const std::uint64_t part : {5U, 4U, 4U, 3U, 7U, 2U, 1U, 2U, 1U}) driver.sum(largest / part);
    driver.idle(2);
    driver.sum(0, true);
    driver.idle(6);
  }
}

void every_threshold_sign(Driver& driver) {
  const std::int64_t most = (std::int64_t{1} << (driver.shape().threshold_bits - 1)) - 1;
  driver.sum(driver.largest_square(), true);
  driver.idle(6);
  for (const std::int64_t threshold : {most, -most - 1, std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}}) {
    driver.set_threshold(threshold);
    driver.idle();
  }
  driver.idle(3);
}

void reset_anywhere(Driver& driver) {
  for (unsigned wait = 0; wait < 8; ++wait) {
    driver.set_threshold(random_threshold(driver));
    for (unsigned i = 0; i < 3; ++i) driver.sum(random_square(driver));
    driver.idle(wait);
    driver.reset(1 + wait % 2);
    driver.idle(wait);
    driver.sum(random_square(driver));
  }
  driver.idle(6);
}

// Without a pause, and with pauses of any length.
void paces(Driver& driver) {
  for (const unsigned pause : {0U, 1U, 2U, 5U}) {
    for (unsigned i = 0; i < 40; ++i) {
      driver.sum(random_square(driver), i % 13 == 0);
      driver.idle(pause == 0 ? 0 : static_cast<unsigned>(driver.random().below(pause + 1)));
    }
  }
  driver.idle(6);
}

void equal_sums(Driver& driver) {
  for (const std::uint64_t square :
       {driver.largest_square(), std::uint64_t{0}, driver.largest_square() / 2}) {
    for (unsigned i = 0; i < 6; ++i) driver.sum(square, i == 0);
  }
  driver.idle(6);
}

void random_sums(Driver& driver, std::uint64_t cycles) {
  Random& random = driver.random();
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (random.one_in(10)) driver.set_threshold(random_threshold(driver));
    if (random.one_in(300)) driver.reset(1 + static_cast<unsigned>(random.below(3)));
    if (random.one_in(4)) {
      driver.idle();
    } else {
      driver.sum(random_square(driver), random.one_in(20));
    }
  }
  driver.idle(6);
}

}  // namespace
}  // namespace elsa_norm

Suite elsa_norm_suite(const config::ElsaNormParameters& parameters,
                      std::shared_ptr<ElsaNormCoverage> coverage) {
  elsa_norm::SuiteBuilder builder(parameters, std::move(coverage));
  builder.directed("powers_of_two", "sums at the powers of two, to the largest", elsa_norm::powers_of_two);
  builder.directed("every_step", "each step of the square root's table", elsa_norm::every_step);
  builder.directed("running_maximum", "the maximum of a head, and its first key", elsa_norm::running_maximum);
  builder.directed("every_threshold_sign", "thresholds at their ends and around 0",
                   elsa_norm::every_threshold_sign);
  builder.directed("equal_sums", "the same sum again and again", elsa_norm::equal_sums);
  builder.directed("paces", "sums without a pause, and with pauses", elsa_norm::paces);
  builder.directed("reset_anywhere", "reset with sums at every stage", elsa_norm::reset_anywhere);
  builder.add("random", "random sums, thresholds, pauses and resets", elsa_norm::random_sums, true);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_norm_model(const config::ElsaNormParameters& parameters) {
  return std::make_unique<ElsaNormModel>(parameters);
}

config::ElsaNormParameters random_elsa_norm_parameters(Random& random) {
  const auto below = [&](unsigned bound) { return static_cast<unsigned>(random.below(bound)); };
  config::ElsaNormParameters p;
  p.dimension = random.one_in(4) ? 1 : 1 + below(128);
  p.vector_format = {true, below(7), below(7)};
  p.norm_format = {false, below(9), below(9)};
  if (p.norm_format.width() == 0) p.norm_format.integer_bits = 1;
  p.threshold_fraction_bits = 1 + below(12);
  p.root_step_bits = 1 + below(6);
  p.root_table_bits = 8 + below(9);
  return p;
}

}  // namespace winnow::verif

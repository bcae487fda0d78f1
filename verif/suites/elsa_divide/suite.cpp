// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_divide/suite.hpp"

#include <algorithm>

#include "verif/models/elsa_divide/model.hpp"
#include "verif/suites/elsa_divide/driver.hpp"
#include "verif/suites/suite_builder.hpp"

namespace winnow::verif {
namespace elsa_divide {
namespace {

using SuiteBuilder = verif::SuiteBuilder<Driver, config::ElsaDivideParameters, ElsaDivideCoverage>;

constexpr std::uint64_t default_cycles = 1500;

std::int64_t one(const Driver& driver) {
  return std::int64_t{1} << driver.shape().sums.sum_fraction_bits;
}

void back_to_back(Driver& driver) {
  for (unsigned i = 0; i < 60; ++i) driver.cycle(driver.usual_chunk());
  driver.drain();
}

void gaps(Driver& driver) {
  for (unsigned wait = 0; wait < 2 * driver.shape().latency; ++wait) {
    driver.cycle(driver.usual_chunk());
    for (unsigned i = 0; i < wait; ++i) driver.cycle();
  }
  driver.drain();
}

// Weights of zero: a row of zeros, whatever the values.
void no_candidate(Driver& driver) {
  driver.cycle(driver.uniform_chunk(0, 0));
  Chunk chunk = driver.usual_chunk();
  std::fill(chunk.weights.begin(), chunk.weights.end(), 0);
  driver.cycle(chunk);
  driver.cycle(driver.usual_chunk());
  driver.drain();
}

// The sums of weights that are powers of two, and those next to them: exact reciprocals, and roundings up to
// the next power.
void powers_of_two(Driver& driver) {
  const unsigned bits = driver.shape().sums.wide ? driver.shape().sums.weight_sum_bits : 20;
  for (unsigned bit = 0; bit < bits; ++bit) {
    for (const std::int64_t step : {-1, 0, 1}) {
      Chunk chunk = driver.usual_chunk();
      std::fill(chunk.weights.begin(), chunk.weights.end(), 0);
      const std::int64_t weight = (std::int64_t{1} << bit) + step;
      if (step > 0 && bit + 1 == bits) continue;
      chunk.weights.back() = driver.weight_word(weight);
      driver.cycle(chunk);
    }
  }
  driver.drain();
}

// Results around zero in quarters of the last bit: every tie to its even neighbour.
void ties(Driver& driver) {
  const ElsaDivideShape& shape = driver.shape();
  const std::int64_t unit = one(driver);
  for (std::int64_t quarters = -20; quarters <= 20; ++quarters) {
    Chunk chunk = driver.uniform_chunk(0, 0);
    chunk.weights.front() = driver.weight_word(unit);
    // In units of 2^-f: quarters of 2^-fo.
    const int places =
        static_cast<int>(shape.sums.vector_fraction_bits) - static_cast<int>(shape.output_fraction_bits) - 2;
    const std::int64_t value =
        places >= 0 ? (quarters * unit) << places : (quarters * unit) >> std::min(62, -places);
    for (auto& values : chunk.values) values.front() = driver.value_word(value);
    driver.cycle(chunk);
  }
  driver.drain();
}

// Beyond the output's range on both sides, by little and by as much as the sums can say.
void saturation(Driver& driver) {
  const ElsaDivideShape& shape = driver.shape();
  const std::uint64_t top = std::uint64_t{1} << (shape.sums.value_sum_bits - 1);
  for (const std::uint64_t value : {top - 1, top, 2 * top - 1, std::uint64_t{1}})
    driver.cycle(driver.uniform_chunk(driver.weight_word(1), value));
  // The output's limits, a few last bits inside and outside.
  const std::int64_t unit = one(driver);
  for (const std::int64_t limit : {std::int64_t{-1}, std::int64_t{1}}) {
    for (std::int64_t beyond = -3; beyond <= 3; ++beyond) {
      const int places = static_cast<int>(shape.sums.vector_fraction_bits + shape.output_integer_bits);
      const std::int64_t value = limit * (unit << places) + beyond * unit / 4;
      if (places + static_cast<int>(shape.sums.sum_fraction_bits) + 2 >
              static_cast<int>(shape.sums.value_sum_bits) &&
          shape.sums.wide)
        continue;
      Chunk chunk = driver.uniform_chunk(0, 0);
      chunk.weights.front() = driver.weight_word(unit);
      for (auto& values : chunk.values) values.front() = driver.value_word(value);
      driver.cycle(chunk);
    }
  }
  driver.drain();
}

// The largest numbers in every port.
void largest_sums(Driver& driver) {
  const ElsaAttentionShape& sums = driver.shape().sums;
  const std::uint64_t weight = (std::uint64_t{1} << (sums.weight_sum_bits - (sums.wide ? 0 : 1))) - 1;
  const std::uint64_t value = std::uint64_t{1} << (sums.value_sum_bits - 1);
  for (const std::uint64_t word : {value - 1, value, 2 * value - 1})
    driver.cycle(driver.uniform_chunk(weight, word));
  driver.drain();
}

void resets(Driver& driver) {
  for (unsigned wait = 0; wait <= driver.shape().latency; ++wait) {
    driver.cycle(driver.usual_chunk());
    driver.cycle(driver.usual_chunk());
    for (unsigned i = 0; i < wait; ++i) driver.cycle();
    driver.reset(1);
  }
  driver.drain();
}

void random_chunks(Driver& driver, std::uint64_t cycles) {
  std::uint64_t density = 1;
  for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
    if (i % 50 == 0) density = 1 + driver.random().below(4);
    if (driver.random().one_in(200)) driver.reset(1);
    std::optional<Chunk> chunk;
    if (driver.random().one_in(density))
      chunk = driver.random().one_in(2) ? driver.wild_chunk() : driver.usual_chunk();
    driver.cycle(chunk);
  }
  driver.drain();
}

}  // namespace
}  // namespace elsa_divide

Suite elsa_divide_suite(const config::ElsaDivideParameters& parameters,
                        std::shared_ptr<ElsaDivideCoverage> coverage) {
  elsa_divide::SuiteBuilder builder(parameters, std::move(coverage));
  builder.directed("back_to_back", "a chunk in every cycle", elsa_divide::back_to_back);
  builder.directed("gaps", "chunks with idle cycles between them", elsa_divide::gaps);
  builder.directed("no_candidate", "sums of weights of zero", elsa_divide::no_candidate);
  builder.directed("powers_of_two", "weights at and beside powers of two", elsa_divide::powers_of_two);
  builder.directed("ties", "results in quarters of the last bit", elsa_divide::ties);
  builder.directed("saturation", "results beyond the output's range", elsa_divide::saturation);
  builder.directed("largest_sums", "the largest sums of weights and values", elsa_divide::largest_sums);
  builder.directed("resets", "a reset in every cycle of a chunk's way", elsa_divide::resets);
  builder.add("random_chunks", "sums of queries and any other bits, with resets", elsa_divide::random_chunks,
              true);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_divide_model(const config::ElsaDivideParameters& parameters) {
  return std::make_unique<ElsaDivideModel>(parameters);
}

config::ElsaDivideParameters random_elsa_divide_parameters(Random& random) {
  config::ElsaDivideParameters p;
  const auto upto = [&](unsigned most) { return 1 + static_cast<unsigned>(random.below(most)); };
  const auto size = [&](unsigned most) { return random.one_in(5) ? 1 : upto(most); };
  if (random.one_in(2)) {
    p.vector_format.integer_bits = static_cast<unsigned>(random.below(7));
    p.vector_format.fraction_bits = static_cast<unsigned>(random.below(7));
  }
  p.dimension = size(60);
  p.maximum_keys = size(random.one_in(4) ? 4096 : 200);
  p.banks = random.one_in(3) ? 4 : size(16);
  p.term_fraction_bits = random.one_in(3) ? 5 : upto(8);
  p.sums = random.one_in(3) ? "float" : "wide";
  p.sum_fraction_bits =
      p.sums == "float"
          ? upto(16)
          : std::min(32U, std::max(8U, p.term_fraction_bits) + static_cast<unsigned>(random.below(25)));
  p.lanes = size(std::min(p.dimension, 9U));
  if (random.one_in(2)) {
    p.output_format.integer_bits = static_cast<unsigned>(random.below(9));
    p.output_format.fraction_bits = static_cast<unsigned>(random.below(17));
    if (p.output_format.width() < 2) p.output_format.integer_bits = 1;
  }
  return p;
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
// Corners of the numbers: docs/cores/elsa_attention.md, "Function".
#include <cmath>

#include "verif/suites/elsa_attention/tests.hpp"

namespace winnow::verif::elsa_attention {
namespace {

// Fills both memories with one key and one value.
void fill(Driver& driver, const Vector& key, const Vector& value) {
  for (Vector& word : driver.keys()) word = key;
  for (Vector& word : driver.values()) word = value;
}

std::vector<std::uint64_t> every_slot(const Driver& driver) {
  return std::vector<std::uint64_t>(driver.shape().bank_keys, 0);
}

// A scale with which query and key give the largest mantissa that a few tries find.
std::uint64_t heaviest_scale(Driver& driver, const Vector& query, const Vector& key) {
  std::uint64_t best = 0, mantissa = 0;
  for (unsigned i = 0; i < 200; ++i) {
    const std::uint64_t scale = driver.random().below(driver.largest_scale() + 1);
    const ElsaWeight weight = driver.weight_of(query, key, scale);
    if (weight.mantissa < mantissa) continue;
    mantissa = weight.mantissa;
    best = scale;
  }
  return best;
}

// The most candidates of one weight, the largest mantissa, and values at both ends: the largest sums there
// are.
void largest_sums(Driver& driver) {
  const Vector query = driver.constant_vector(driver.smallest());
  Vector key = driver.constant_vector(0);
  key.front() = driver.smallest();
  for (const std::int64_t element : {driver.smallest(), driver.largest()}) {
    fill(driver, key, driver.constant_vector(element));
    driver.set_scale(heaviest_scale(driver, query, key));
    driver.drain();
    send_query(driver, query, every_slot(driver), true);
    finish_queries(driver);
    // Another bank's exponent moves them all.
    send_query(driver, query, every_slot(driver), true);
    driver.idle(12);
    driver.set_others(Others::near);
    driver.idle(12);
    finish_queries(driver);
    driver.set_others(Others::none);
  }
}

// Scores of both signs as large as they can be: weights saturate and become zero, if the formats let them.
void extreme_scores(Driver& driver) {
  driver.set_scale(driver.largest_scale());
  driver.drain();
  std::vector<Vector>& keys = driver.keys();
  for (std::size_t i = 0; i < keys.size(); ++i)
    keys[i] = driver.constant_vector(i % 2 == 0 ? driver.smallest() : driver.largest());
  bool is_first = true;
  for (const std::int64_t element : {driver.smallest(), driver.largest()}) {
    for (const std::uint64_t address : {0ULL, 1ULL}) {
      std::vector<std::uint64_t> addresses(std::min(driver.shape().bank_keys, 4U), address);
      send_query(driver, driver.constant_vector(element), addresses, is_first);
      is_first = false;
    }
  }
  finish_queries(driver);
}

// Exponents at both ends of a weight's range and one beyond, where the scale can bring them about.
void ends_of_the_range(Driver& driver) {
  const ElsaAttentionShape& shape = driver.shape();
  const Vector query = driver.constant_vector(driver.smallest());
  const auto fraction_bits = static_cast<int>(2 * shape.vector_fraction_bits + shape.scale_fraction_bits);
  for (const std::int64_t element : {driver.smallest(), driver.largest()}) {
    fill(driver, driver.constant_vector(element), driver.random_vector());
    const std::int64_t score = element * driver.smallest() * static_cast<std::int64_t>(shape.dimension);
    for (const std::int64_t exponent : {-512, -511, -510, 511, 512, 513}) {
      // The middle between this exponent and the next.
      const double wanted =
          std::ldexp(static_cast<double>(exponent) + 0.5, fraction_bits) / static_cast<double>(score);
      if (score == 0 || wanted < 0 || wanted > static_cast<double>(driver.largest_scale())) continue;
      driver.set_scale(static_cast<std::uint64_t>(wanted));
      driver.drain();
      send_query(driver, query, {0}, true);
      finish_queries(driver);
    }
  }
}

// Scores that rise, one element more each, then fall, then leap.
void rising_and_falling(Driver& driver) {
  const std::uint64_t count = std::min<std::uint64_t>(driver.addresses(), driver.shape().bank_keys);
  const Vector query = driver.constant_vector(driver.smallest());
  for (std::uint64_t i = 0; i < count; ++i) {
    Vector key = driver.constant_vector(0);
    for (std::size_t j = 0; j < key.size(); ++j) {
      if (j * count <= i * key.size()) key[j] = driver.smallest();
    }
    driver.keys()[i] = key;
  }
  bool is_first = true;
  for (const std::uint64_t scale :
       {driver.usual_scale(), driver.largest_scale() / 3, driver.largest_scale()}) {
    driver.set_scale(scale);
    driver.drain();
    std::vector<std::uint64_t> rising, falling, leaping;
    for (std::uint64_t i = 0; i < count; ++i) {
      rising.push_back(i);
      falling.push_back(count - 1 - i);
      leaping.push_back(i % 2 == 0 ? i : count - 1 - i);
    }
    for (const auto& addresses : {rising, falling, leaping}) {
      send_query(driver, query, addresses, is_first);
      is_first = false;
    }
    finish_queries(driver);
    is_first = true;
  }
}

// The other banks' exponents are larger, by little and by any amount, also while this one has no candidate.
void other_banks(Driver& driver) {
  for (const Others others : {Others::near, Others::any}) {
    driver.set_others(others);
    for (unsigned i = 0; i < 6; ++i) {
      std::vector<std::uint64_t> addresses;
      for (unsigned j = 0; j < std::min(driver.shape().bank_keys, 20U); ++j)
        addresses.push_back(driver.random_address());
      send_query(driver, driver.random_vector(), addresses, true);
      driver.idle(8);
      finish_queries(driver);
    }
  }
}

void all_weights_equal(Driver& driver) {
  driver.set_scale(0);
  driver.drain();
  send_query(driver, driver.random_vector(), every_slot(driver), true);
  finish_queries(driver);
}

}  // namespace

void add_number_tests(SuiteBuilder& builder) {
  builder.directed("largest_sums", "every key with the largest mantissa and the largest values",
                   largest_sums);
  builder.directed("extreme_scores", "the largest scores of both signs", extreme_scores);
  builder.directed("ends_of_the_range", "exponents at both ends of a weight's range", ends_of_the_range);
  builder.directed("rising_and_falling", "exponents that rise, fall and leap", rising_and_falling);
  builder.directed("other_banks", "larger exponents of other banks", other_banks);
  builder.directed("all_weights_equal", "a scale of 0", all_weights_equal);
}

}  // namespace winnow::verif::elsa_attention

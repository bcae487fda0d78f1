// SPDX-License-Identifier: Apache-2.0
// Which keys are selected: the page's "Function".
#include <algorithm>

#include "verif/harness/words.hpp"
#include "verif/suites/elsa_select/tests.hpp"

namespace winnow::verif::elsa_select {
namespace {

// The query's hash with every bit the other way round.
Words opposite(const ElsaSelectShape& shape, Random& random, const Words& hash) {
  return hash_at(shape, random, hash, shape.hash_bits);
}

void extreme_cutoffs(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (const std::int64_t cutoff :
       {largest_cutoff(shape), -largest_cutoff(shape) - 1, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}}) {
    for (const bool off : {false, true}) {
      Query query = open_query(shape, driver.random());
      query.cutoff = cutoff;
      query.approximation_off = off;
      driver.send(query);
    }
  }
  driver.drain();
}

// All keys at one distance, with the norms and cut-offs where it matters.
void every_distance(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (unsigned distance = 0; distance <= shape.hash_bits; ++distance) {
    Query query = open_query(shape, driver.random());
    Keys keys = random_keys(shape, driver.random());
    for (Key& key : keys) key.hash = hash_at(shape, driver.random(), query.hash, distance);
    // So many keys have a norm at least that one of them decides.
    const std::uint64_t norm = 1 + driver.random().below(largest_norm(shape));
    for (std::size_t i = 0; i < keys.size(); i += 2) keys[i].norm = norm;
    const std::int64_t similarity = static_cast<std::int64_t>(norm) * shape.cosine[distance] *
                                    (std::int64_t{1} << shape.cosine_places) /
                                    (std::int64_t{1} << shape.cutoff_places);
    driver.keys(std::move(keys));
    for (const std::int64_t beside : {-1, 0, 1}) {
      query.cutoff = std::clamp(similarity + beside, -largest_cutoff(shape) - 1, largest_cutoff(shape));
      driver.send(query);
    }
    driver.drain();
  }
}

void saturated_norms(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (const std::uint64_t norm : {largest_norm(shape), std::uint64_t{0}, std::uint64_t{1}}) {
    Keys keys = random_keys(shape, driver.random());
    for (Key& key : keys) key.norm = norm;
    driver.keys(std::move(keys));
    for (unsigned i = 0; i < 8; ++i) {
      Query query = random_query(shape, driver.random(), driver.keys());
      query.keys = shape.maximum_keys;
      query.bank = 0;
      driver.send(query);
    }
    driver.drain();
  }
}

// Hashes of all zeros and all ones, of query and keys; between them one bit in each place.
void plain_hashes(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  const Words zero(words_for(shape.hash_bits), 0);
  const Words ones = opposite(shape, driver.random(), zero);
  Keys keys = random_keys(shape, driver.random());
  unsigned bit = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i].hash = i % 4 == 0 ? zero : ones;
    if (i % 4 > 1) put_bit(keys[i].hash, bit++ % shape.hash_bits, i % 4 == 2);
    keys[i].norm = largest_norm(shape);
  }
  driver.keys(std::move(keys));
  for (const Words& hash : {zero, ones}) {
    for (const unsigned distance : {0U, 1U, shape.hash_bits / 2, shape.hash_bits - 1, shape.hash_bits}) {
      Query query = open_query(shape, driver.random());
      query.hash = hash;
      const std::int64_t similarity = static_cast<std::int64_t>(largest_norm(shape)) * shape.cosine[distance] *
                                      (std::int64_t{1} << shape.cosine_places) /
                                      (std::int64_t{1} << shape.cutoff_places);
      query.cutoff = std::max(similarity - 1, -largest_cutoff(shape) - 1);
      driver.send(query);
    }
  }
  driver.drain();
}

// Every bit of the hash counts once: keys differ from the query in one place each.
void every_bit(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (unsigned first = 0; first < shape.hash_bits; first += shape.bank_keys) {
    Query query = open_query(shape, driver.random());
    Keys keys = random_keys(shape, driver.random());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto bit = (first + static_cast<unsigned>(i)) % shape.hash_bits;
      keys[i].hash = query.hash;
      put_bit(keys[i].hash, bit, !get_bit(keys[i].hash, bit));
      keys[i].norm = largest_norm(shape);
    }
    query.cutoff = static_cast<std::int64_t>(largest_norm(shape)) * shape.cosine[1] *
                       (std::int64_t{1} << shape.cosine_places) / (std::int64_t{1} << shape.cutoff_places) -
                   1;
    query.cutoff = std::max(query.cutoff, -largest_cutoff(shape) - 1);
    driver.keys(std::move(keys));
    driver.send(query);
    query.cutoff += 1;
    driver.send(query);
    driver.drain();
  }
}

// Sizes worth a look among 0 to `most`: all of few, else the ends, the middle and what is near a row.
std::vector<unsigned> sizes(const ElsaSelectShape& shape, unsigned most) {
  const unsigned row = shape.banks * shape.selectors;
  std::vector<unsigned> chosen;
  for (unsigned size = 0; size <= most; ++size) {
    const bool at_a_row = size % row <= 1 || size % row + 1 == row;
    if (most <= 40 || size < 4 || size + 4 > most || (at_a_row && (size < 4 * row || size + 2 * row > most)))
      chosen.push_back(size);
  }
  return chosen;
}

// Numbers of keys, those beyond the maximum too, in every bank.
void numbers_of_keys(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (unsigned bank = 0; bank < 1U << shape.bank_bits; ++bank) {
    for (const unsigned keys : sizes(shape, (1U << shape.keys_bits) - 1U)) {
      Query query = open_query(shape, driver.random());
      query.bank = bank;
      query.keys = keys;
      query.approximation_off = true;
      driver.send(query);
    }
    driver.drain();
  }
}

void causal_mask(Driver& driver) {
  const ElsaSelectShape& shape = driver.shape();
  for (const unsigned keys : {shape.maximum_keys, shape.maximum_keys / 2, 0U}) {
    for (const unsigned number : sizes(shape, shape.maximum_keys - 1)) {
      Query query = open_query(shape, driver.random());
      query.bank = static_cast<unsigned>(driver.random().below(shape.banks));
      query.keys = keys;
      query.number = number;
      query.causal = true;
      query.approximation_off = !driver.random().one_in(4);
      driver.send(query);
    }
    driver.drain();
  }
}

}  // namespace

void add_function_tests(SuiteBuilder& builder) {
  builder.directed("extreme_cutoffs", "nothing, everything and what is above 0", extreme_cutoffs);
  builder.directed("every_distance", "each Hamming distance, at and beside the cut-off", every_distance);
  builder.directed("saturated_norms", "all norms the largest, 0 or 1", saturated_norms);
  builder.directed("plain_hashes", "hashes of zeros and of ones", plain_hashes);
  builder.directed("every_bit", "keys that differ from the query in one bit", every_bit);
  builder.directed("numbers_of_keys", "lengths from 0 to beyond the maximum, in every bank", numbers_of_keys);
  builder.directed("causal_mask", "numbers of queries, with several lengths", causal_mask);
}

}  // namespace winnow::verif::elsa_select

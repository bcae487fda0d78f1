// SPDX-License-Identifier: Apache-2.0
// What a hash is: docs/cores/elsa_hash.md, "Function".
#include <algorithm>

#include "verif/suites/elsa_hash/tests.hpp"

namespace winnow::verif::elsa_hash {
namespace {

constexpr std::uint64_t cycles_of_a_test = 4000;
constexpr std::uint64_t default_cycles = 3000;

// As many of `count` as a test may take, spread evenly: calls `visit` with their numbers.
template <class Visit>
void spread(const Driver& driver, std::uint64_t count, Visit visit) {
  const std::uint64_t affordable = std::max<std::uint64_t>(8, cycles_of_a_test / driver.cycles_per_vector());
  const std::uint64_t visits = std::min(count, affordable);
  for (std::uint64_t i = 0; i < visits; ++i) visit(static_cast<unsigned>(i * count / visits));
}

void zeros(Driver& driver) {
  for (unsigned i = 0; i < 2; ++i) {
    driver.send(Elements(driver.projection().dimension(), 0));
    driver.send(driver.projection().random_vector(driver.random()));
  }
  driver.drain();
}

// Shows every column of the matrix, and with it the order of elements and bits.
void unit_vectors(Driver& driver) {
  const Projection& projection = driver.projection();
  spread(driver, 2ULL * projection.dimension(), [&](unsigned number) {
    Elements vector(projection.dimension(), 0);
    vector[number / 2] = number % 2 == 0 ? projection.largest() : projection.least();
    driver.send(vector);
  });
  driver.drain();
}

void extremes(Driver& driver) {
  const Projection& projection = driver.projection();
  driver.send(Elements(projection.dimension(), projection.least()));
  driver.send(Elements(projection.dimension(), projection.largest()));
  spread(driver, 2ULL * projection.hash_bits(),
         [&](unsigned number) { driver.send(projection.extreme_vector(number / 2, number % 2 == 0)); });
  driver.drain();
}

void balanced(Driver& driver) {
  const Projection& projection = driver.projection();
  spread(driver, 4ULL * projection.hash_bits(),
         [&](unsigned number) { driver.send(projection.balanced_vector(driver.random(), number / 4)); });
  driver.drain();
}

void random_vectors(Driver& driver, std::uint64_t cycles) {
  const Projection& projection = driver.projection();
  Random& random = driver.random();
  const std::uint64_t vectors = (cycles == 0 ? default_cycles : cycles) / driver.cycles_per_vector() + 4;
  for (std::uint64_t i = 0; i < vectors; ++i) {
    const auto row = static_cast<unsigned>(random.below(projection.hash_bits()));
    driver.send(random.one_in(2) ? projection.random_vector(random)
                                 : projection.balanced_vector(random, row));
  }
  driver.drain();
}

}  // namespace

void add_function_tests(SuiteBuilder& builder) {
  builder.directed("zeros", "the hash of zeros is all ones", zeros);
  builder.directed("unit_vectors", "one element at a time, at both ends of its range", unit_vectors);
  builder.directed("extremes", "the largest and the least sum of every row", extremes);
  builder.directed("balanced", "sums around 0, where the least error changes a bit", balanced);
  builder.add("random_vectors", "vectors of every kind, one after the other", random_vectors, true);
}

}  // namespace winnow::verif::elsa_hash

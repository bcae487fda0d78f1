// SPDX-License-Identifier: Apache-2.0
// What the factors' rounding changes: the core's exact integer hash against long double arithmetic with the
// factors before rounding, on the same vectors (docs/cores/elsa_hash.md, "Error").
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "sim/elsa/factors.hpp"
#include "sim/quantise.hpp"
#include "verif/models/elsa_hash/model.hpp"

using namespace winnow;
using namespace winnow::verif;
using sim::elsa::NormalSource;

namespace {

constexpr unsigned seeds = 10, vectors = 200, dimension = 64;

using RealMatrix = std::vector<std::vector<long double>>;

RealMatrix kronecker(const RealMatrix& left, const sim::Matrix& right) {
  RealMatrix product;
  for (const auto& left_row : left) {
    for (std::size_t row = 0; row < right.rows; ++row) {
      auto& out = product.emplace_back();
      for (const long double a : left_row) {
        for (const double b : right.row(row)) out.push_back(a * static_cast<long double>(b));
      }
    }
  }
  return product;
}

// Bits of the hash that differ from the signs of `exact` times the vector.
unsigned differences(const ElsaHashShape& shape, const RealMatrix& exact,
                     const std::vector<std::int64_t>& vector) {
  const std::vector<bool> hash = elsa_hash_of(shape, vector);
  unsigned count = 0;
  for (std::size_t row = 0; row < exact.size(); ++row) {
    long double sum = 0;
    for (std::size_t i = 0; i < vector.size(); ++i)
      sum += exact[row][i] * static_cast<long double>(vector[i]);
    count += hash[row] != (sum >= 0) ? 1 : 0;
  }
  return count;
}

std::vector<std::int64_t> random_vector(NormalSource& source) {
  std::vector<std::int64_t> vector;
  for (unsigned i = 0; i < dimension; ++i) vector.push_back(sim::round_and_saturate(8 * source.next(), 9));
  return vector;
}

// Share of the bits that differ, `fraction_bits` being those of the factors: of the rounded factors, or of
// those before.
double share(unsigned factors, unsigned size, unsigned fraction_bits, bool rounded) {
  unsigned count = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const std::vector<sim::elsa::BatchShape> shapes = {sim::elsa::BatchShape(factors, {size, size})};
    config::ElsaHashParameters p;
    p.factor_fraction_bits = fraction_bits;
    p.hash_factors = sim::elsa::make_factors(shapes, fraction_bits, seed);
    p.multipliers = dimension * size;
    NormalSource same(seed), data(1000 + seed);
    RealMatrix exact = {{1}};
    for (unsigned i = 0; i < factors; ++i) {
      sim::Matrix factor = sim::elsa::orthogonal_matrix(same, size, size);
      for (std::size_t at = 0; rounded && at < factor.values.size(); ++at)
        factor.values[at] = p.hash_factors[0][i][at / size][at % size];
      exact = kronecker(exact, factor);
    }
    const ElsaHashShape shape(p);
    for (unsigned i = 0; i < vectors; ++i) count += differences(shape, exact, random_vector(data));
  }
  return static_cast<double>(count) / (seeds * vectors * dimension);
}

// A factor's row of c entries, each off by up to half a step, turns by sqrt(c / 12) steps of 2^-F;
// independent turns add as squares, and a turn of x radians changes the sign for x / pi of all vectors.
double predicted(unsigned factors, unsigned size, unsigned fraction_bits) {
  return std::ldexp(std::sqrt(factors * size / 12.0), -static_cast<int>(fraction_bits)) / std::acos(-1.0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(integers_are_exact) {
  BOOST_TEST(share(3, 4, 5, true) == 0);
  BOOST_TEST(share(1, 64, 5, true) == 0);
}

BOOST_AUTO_TEST_CASE(rounded_factors_change_few_bits) {
  for (const unsigned fraction_bits : {3U, 5U, 8U}) {
    for (const auto& [factors, size] : {std::pair(3U, 4U), {2U, 8U}, {1U, 64U}}) {
      const double found = share(factors, size, fraction_bits, false),
                   expected = predicted(factors, size, fraction_bits);
      BOOST_TEST_MESSAGE(factors << " factors of " << size << " x " << size << ", s0." << fraction_bits
                                 << ": " << 100 * found << " % of the bits, expected " << 100 * expected
                                 << " %");
      BOOST_TEST(found > 0.7 * expected);
      BOOST_TEST(found < 1.3 * expected);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Normal numbers and orthogonal factors: what they are, and that they are the same on every machine.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <stdexcept>

#include "gen/config/elsa_hash_parameters.hpp"
#include "sim/elsa/factors.hpp"

using namespace winnow;
using namespace winnow::sim::elsa;

namespace {

double row_product(const sim::Matrix& matrix, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t i = 0; i < matrix.columns; ++i) sum += matrix.at(a, i) * matrix.at(b, i);
  return sum;
}

const std::vector<BatchShape> three_4x4 = {{{4, 4}, {4, 4}, {4, 4}}};

}  // namespace

// Moments and tails of 200,000 numbers, within four standard errors.
BOOST_AUTO_TEST_CASE(numbers_are_normal) {
  constexpr int count = 200000;
  NormalSource source(7);
  double sum = 0, squares = 0, fourths = 0;
  int beyond_one = 0, beyond_two = 0;
  for (int i = 0; i < count; ++i) {
    const double value = source.next();
    sum += value;
    squares += value * value;
    fourths += value * value * value * value;
    beyond_one += std::abs(value) > 1 ? 1 : 0;
    beyond_two += std::abs(value) > 2 ? 1 : 0;
  }
  BOOST_TEST(std::abs(sum / count) < 4 / std::sqrt(count));
  BOOST_TEST(std::abs(squares / count - 1) < 4 * std::sqrt(2.0 / count));
  BOOST_TEST(std::abs(fourths / count - 3) < 4 * std::sqrt(96.0 / count));
  BOOST_TEST(std::abs(beyond_one - 0.3173105 * count) < 4 * std::sqrt(0.3173105 * 0.6826895 * count));
  BOOST_TEST(std::abs(beyond_two - 0.0455003 * count) < 4 * std::sqrt(0.0455003 * 0.9544997 * count));
}

BOOST_AUTO_TEST_CASE(rows_are_orthonormal) {
  NormalSource source(1);
  for (const FactorShape shape : {FactorShape{4, 4}, {1, 1}, {3, 7}, {64, 64}}) {
    const sim::Matrix matrix = orthogonal_matrix(source, shape.rows, shape.columns);
    for (std::size_t a = 0; a < shape.rows; ++a) {
      for (std::size_t b = 0; b < shape.rows; ++b)
        BOOST_TEST(std::abs(row_product(matrix, a, b) - (a == b ? 1 : 0)) < 1e-12);
    }
  }
  BOOST_CHECK_THROW(orthogonal_matrix(source, 5, 4), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(factors_are_the_rounded_matrices) {
  NormalSource source(3);
  const sim::Matrix first = orthogonal_matrix(source, 4, 4), second = orthogonal_matrix(source, 2, 8);
  const config::HashFactors factors = make_factors({{{4, 4}, {2, 8}}}, 5, 3);
  BOOST_REQUIRE(factors.size() == 1U);
  BOOST_REQUIRE(factors[0].size() == 2U);
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t column = 0; column < 4; ++column)
      BOOST_TEST(std::abs(factors[0][0][row][column] - 32 * first.at(row, column)) <= 0.5);
  }
  for (std::size_t row = 0; row < 2; ++row) {
    for (std::size_t column = 0; column < 8; ++column)
      BOOST_TEST(std::abs(factors[0][1][row][column] - 32 * second.at(row, column)) <= 0.5);
  }
}

// 1.0 is one step beyond s0.F.
BOOST_AUTO_TEST_CASE(one_saturates) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const int entry = make_factors({{{1, 1}}}, 5, seed)[0][0][0][0];
    BOOST_TEST((entry == 31 || entry == -32));
  }
}

// The core's default, and so the shipped config; the same integers on every machine.
BOOST_AUTO_TEST_CASE(the_default_factors_have_seed_1) {
  BOOST_TEST((make_factors(three_4x4, 5, 1) == config::default_hash_factors()));
  BOOST_TEST((make_factors(three_4x4, 5, 2) != config::default_hash_factors()));
}

BOOST_AUTO_TEST_CASE(batches_differ) {
  const config::HashFactors factors = make_factors({three_4x4[0], three_4x4[0]}, 5, 1);
  BOOST_TEST((factors[0] == config::default_hash_factors()[0]));
  BOOST_TEST((factors[1] != factors[0]));
}

// (1 2) x (0 1; 3 0) by hand, then a second batch of one row.
BOOST_AUTO_TEST_CASE(the_whole_matrix) {
  const sim::Matrix whole = hash_matrix({{{{1, 2}}, {{0, 1}, {3, 0}}}, {{{5, 6, 7, 8}}}});
  const std::vector<double> expected = {0, 1, 0, 2, 3, 0, 6, 0, 5, 6, 7, 8};
  BOOST_TEST(whole.rows == 3U);
  BOOST_TEST(whole.columns == 4U);
  BOOST_TEST(whole.values == expected, boost::test_tools::per_element());
}

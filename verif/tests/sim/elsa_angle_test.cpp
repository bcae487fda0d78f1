// SPDX-License-Identifier: Apache-2.0
// The bias of angles from hashes against the paper's figure (ELSA, section III-B), and the cosine table.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>

#include "sim/elsa/angle.hpp"
#include "sim/elsa/factors.hpp"

using namespace winnow;
using namespace winnow::sim::elsa;

namespace {

constexpr std::uint64_t seeds = 20;

struct Statistics {
  double mean = 0, deviation = 0;
};

// Of the bias at d = k = 64 over seeds 1 to 20, each with pairs of its own.
template <class MatrixOf>
Statistics bias_over_seeds(MatrixOf matrix_of) {
  double sum = 0, squares = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const double bias = theta_bias(matrix_of(seed), {.pairs = 4000, .seed = 1000 + seed});
    sum += bias;
    squares += bias * bias;
  }
  const double mean = sum / seeds;
  return {mean, std::sqrt(squares / seeds - mean * mean)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_papers_bias) {
  const Statistics kronecker = bias_over_seeds([](std::uint64_t seed) {
    return hash_matrix(make_factors({{{4, 4}, {4, 4}, {4, 4}}}, 5, seed));
  });
  BOOST_TEST_MESSAGE("three 4 x 4 factors: mean " << kronecker.mean << ", deviation " << kronecker.deviation);
  BOOST_TEST(std::abs(kronecker.mean - 0.127) < 0.005);
  BOOST_TEST(kronecker.deviation < 0.008);
}

BOOST_AUTO_TEST_CASE(without_structure) {
  const Statistics one = bias_over_seeds([](std::uint64_t seed) {
    return hash_matrix(make_factors({{{64, 64}}}, 8, seed));
  });
  BOOST_TEST_MESSAGE("one 64 x 64 matrix: mean " << one.mean << ", deviation " << one.deviation);
  BOOST_TEST(std::abs(one.mean - 0.127) < 0.005);
}

BOOST_AUTO_TEST_CASE(without_orthogonality) {
  const Statistics random = bias_over_seeds([](std::uint64_t seed) {
    NormalSource source(seed);
    sim::Matrix matrix(64, 64);
    for (double& value : matrix.values) value = source.next();
    return matrix;
  });
  BOOST_TEST_MESSAGE("normal numbers: mean " << random.mean << ", deviation " << random.deviation);
  BOOST_TEST(std::abs(random.mean - 0.166) < 0.005);
}

// With the unit matrix the bits are the signs of the elements.
BOOST_AUTO_TEST_CASE(hashes) {
  sim::Matrix unit(3, 3);
  for (std::size_t i = 0; i < 3; ++i) unit.at(i, i) = 1;
  const std::vector<double> vector = {0.5, -0.25, 0};
  const std::vector<bool> expected = {true, false, true};
  BOOST_TEST(hash_of(unit, vector) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(cosines) {
  // Angles 0, 45, 90, 135, 180 degrees.
  const std::vector<int> plain = {256, 181, 0, -181, -256};
  BOOST_TEST(cosine_table(4, 0, 8) == plain, boost::test_tools::per_element());
  // 45 degrees off, floored at 0.
  const std::vector<int> moved = {256, 256, 181, 0, -181};
  BOOST_TEST(cosine_table(4, std::numbers::pi / 4, 8) == moved, boost::test_tools::per_element());
  const std::vector<int> table = cosine_table(64, 0.127, 8);
  BOOST_REQUIRE(table.size() == 65U);
  BOOST_TEST(table[2] == 256);    // below the bias
  BOOST_TEST(table[32] == 32);    // cos(pi/2 - 0.127) = sin 0.127 = 0.12666
  BOOST_TEST(table[64] == -254);  // cos(pi - 0.127) = -0.99195
}

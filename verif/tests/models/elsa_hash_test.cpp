// SPDX-License-Identifier: Apache-2.0
// The model of ELSA's hash computation against examples by hand and the paper's cycle counts.
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "verif/models/elsa_hash/model.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

config::FactorMatrix ones(unsigned rows, unsigned columns) {
  return config::FactorMatrix(rows, std::vector<int>(columns, 1));
}

config::ElsaHashParameters with(config::HashFactors factors, unsigned multipliers, bool allow_idle = false) {
  config::ElsaHashParameters p;
  p.hash_factors = std::move(factors);
  p.multipliers = multipliers;
  p.allow_idle_multipliers = allow_idle;
  return p;
}

}  // namespace

// (1 2; 3 -4) x (1 -1), and a second batch (0 1 0 0).
BOOST_AUTO_TEST_CASE(a_matrix_by_hand) {
  const ElsaHashShape shape(with({{{{1, 2}, {3, -4}}, {{1, -1}}}, {{{0, 1, 0, 0}}}}, 4, true));
  const std::vector<std::vector<std::int64_t>> expected = {{1, -1, 2, -2}, {3, -3, -4, 4}, {0, 1, 0, 0}};
  BOOST_TEST((shape.matrix == expected));
  BOOST_TEST(shape.dimension == 4U);
  BOOST_TEST(shape.hash_bits == 3U);
  BOOST_TEST(shape.element_bits == 9U);
  // 2 (1 - 2) + 4 (3 - 0) and so on.
  BOOST_TEST((elsa_hash_of(shape, {1, 2, 3, 0}) == std::vector<bool>{true, false, true}));
  BOOST_TEST((elsa_hash_of(shape, {-5, -1, 0, 0}) == std::vector<bool>{false, false, false}));
  // The sums are 0, 7 and -1.
  BOOST_TEST((elsa_hash_of(shape, {0, -1, 0, 1}) == std::vector<bool>{false, true, false}));
  BOOST_TEST((elsa_hash_of(shape, {1, -1, -1, 0}) == std::vector<bool>{true, true, false}));
  BOOST_TEST((elsa_hash_of(shape, {0, 0, 0, 0}) == std::vector<bool>{true, true, true}));
}

// 768 / mh for three 4 x 4 factors (paper, section IV-C), 2 d^1.5 / mh for two 8 x 8 ones, d k / mh for one
// matrix.
BOOST_AUTO_TEST_CASE(cycles_of_a_vector) {
  const auto cycles = [](const config::ElsaHashParameters& p) { return ElsaHashShape(p).cycles; };
  const config::HashBatch three(3, ones(4, 4)), two(2, ones(8, 8));
  for (const unsigned multipliers : {4U, 16U, 64U, 128U, 256U})
    BOOST_TEST(cycles(with({three}, multipliers)) == 768 / multipliers);
  BOOST_TEST(cycles(with({two}, 512)) == 2U);
  BOOST_TEST(cycles(with({two}, 256)) == 4U);
  BOOST_TEST(cycles(with({{ones(64, 64)}}, 64)) == 64U);
  BOOST_TEST(cycles(with({{ones(64, 64)}}, 4096)) == 1U);
  // d = 128: 512 + 512 + 1024 multiplications.
  BOOST_TEST(cycles(with({{ones(4, 4), ones(4, 4), ones(8, 8)}}, 512)) == 4U);
  // Two batches for k = 128.
  BOOST_TEST(cycles(with({three, three}, 256)) == 6U);
  // k = 32 of d = 64: 256, 256, then 64 elements by 2 rows.
  BOOST_TEST(cycles(with({{ones(2, 4), ones(4, 4), ones(4, 4)}}, 128)) == 5U);
}

// The stages of the 4 x 4 factors are 256 multiplications each, 192 at a time takes two steps.
BOOST_AUTO_TEST_CASE(idle_multipliers) {
  const config::HashFactors three = {config::HashBatch(3, ones(4, 4))};
  BOOST_CHECK_THROW(ElsaHashShape(with(three, 192)), std::invalid_argument);
  BOOST_TEST(ElsaHashShape(with(three, 192, true)).cycles == 6U);
  BOOST_TEST(ElsaHashShape(with(three, 4096, true)).cycles == 3U);
  BOOST_CHECK_THROW(ElsaHashShape(with(three, 66, true)), std::invalid_argument);
  BOOST_CHECK_THROW(ElsaHashShape(with(three, 0, true)), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(batches_of_unlike_size_are_refused) {
  BOOST_CHECK_THROW(ElsaHashShape(with({{ones(1, 4)}, {ones(1, 8)}}, 8, true)), std::invalid_argument);
}

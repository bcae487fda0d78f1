// SPDX-License-Identifier: Apache-2.0
// ELSA's hash computation in the evaluator against its model, over random parameters: vectors of 16 to 128
// elements, shorter, equal and longer hashes, one batch and several, from one dot product per cycle to more
// than all.
#include <boost/test/unit_test.hpp>

#include "sim/elsa/factors.hpp"
#include "verif/suites/elsa_hash/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned least, unsigned most) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_elsa_hash_parameters(random, least, most), 300);
}

void run_shape(const std::vector<sim::elsa::BatchShape>& shape, unsigned multipliers) {
  config::ElsaHashParameters p;
  p.hash_factors = sim::elsa::make_factors(shape, p.factor_fraction_bits, multipliers);
  p.multipliers = multipliers;
  verif::test::check_in_evaluator(p, 300);
}

}  // namespace

BOOST_AUTO_TEST_CASE(corners_of_the_parameters) {
  config::ElsaHashParameters p;
  p.vector_format = {.is_signed = true, .integer_bits = 0, .fraction_bits = 0};
  p.hash_factors = {{{{-1}}}};
  p.multipliers = 1;
  verif::test::check_in_evaluator(p, 200);
  p.hash_factors = {{{{0, 0}}, {{1}}}, {{{1}, {-1}}, {{-32, 31}}}};
  p.multipliers = 2;
  verif::test::check_in_evaluator(p, 200);
  p.multipliers = 64;
  p.allow_idle_multipliers = true;
  verif::test::check_in_evaluator(p, 200);
}

// Those of the paper and of larger heads.
BOOST_AUTO_TEST_CASE(usual_shapes) {
  run_shape({{{4, 4}, {4, 4}, {4, 4}}}, 64);
  run_shape({{{8, 8}, {8, 8}}}, 512);
  run_shape({{{4, 4}, {4, 4}, {8, 8}}}, 256);
  run_shape({{{2, 4}, {4, 4}, {4, 4}}}, 64);
  run_shape({{{4, 4}, {4, 4}, {4, 4}}, {{4, 4}, {4, 4}, {4, 4}}}, 256);
}

BOOST_AUTO_TEST_CASE(without_structure) {
  run_shape({{{16, 16}}}, 256);
  run_shape({{{24, 64}}}, 64);
}

BOOST_AUTO_TEST_CASE(small_parameters) {
  run_random_configs(1, 30, 2, 16);
}

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(2, 12, 16, 64);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(3, 300, 2, 40);
  run_random_configs(4, 80, 16, 128);
}

BOOST_AUTO_TEST_CASE(the_largest) {
  run_shape({{{64, 64}}}, 64);
  run_shape({{{64, 64}}}, 4096);
  run_shape({{{128, 128}}}, 128);
  run_shape({{{16, 16}, {16, 16}}}, 256);
}

BOOST_AUTO_TEST_SUITE_END()

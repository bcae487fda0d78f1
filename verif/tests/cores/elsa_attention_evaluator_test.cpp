// SPDX-License-Identifier: Apache-2.0
// Constrained random over the parameters of ELSA's attention, in the evaluator: one element, one key, one
// lane, every length of a weight, both kinds of sums.
#include <boost/test/unit_test.hpp>

#include "verif/suites/elsa_attention/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;
using Parameters = config::ElsaAttentionParameters;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned most_elements, std::uint64_t cycles) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_elsa_attention_parameters(random, most_elements), cycles);
}

Parameters sized(unsigned dimension, unsigned keys, unsigned lanes, const char* sums,
                 unsigned sum_fraction_bits) {
  Parameters p;
  p.dimension = dimension;
  p.maximum_keys = keys;
  p.lanes = lanes;
  p.sums = sums;
  p.sum_fraction_bits = sum_fraction_bits;
  return p;
}

}  // namespace

BOOST_AUTO_TEST_CASE(corners_of_the_parameters) {
  for (const Parameters& parameters :
       {sized(1, 1, 1, "wide", 8), sized(1, 1, 1, "float", 1), sized(4, 4, 3, "wide", 32),
        sized(5, 9, 5, "float", 16), sized(17, 40, 4, "wide", 16), sized(16, 64, 16, "float", 5)}) {
    verif::test::check_in_evaluator(parameters, 200);
  }
}

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 24, 20, 300);
}

BOOST_AUTO_TEST_CASE(usual_dimensions) {
  verif::test::check_in_evaluator(sized(64, 64, 16, "wide", 16), 100);
  verif::test::check_in_evaluator(sized(67, 48, 16, "wide", 12), 60);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(2, 200, 40, 500);
}

BOOST_AUTO_TEST_CASE(large_dimensions) {
  for (const unsigned dimension : {52U, 127U, 128U, 255U, 256U})
    verif::test::check_in_evaluator(sized(dimension, 128, 16, "wide", 16), 200);
  verif::test::check_in_evaluator(sized(128, 128, 16, "float", 5), 200);
}

BOOST_AUTO_TEST_SUITE_END()

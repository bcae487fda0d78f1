// SPDX-License-Identifier: Apache-2.0
// Constrained random over the parameters of ELSA's output division, in the evaluator: one bank, one lane,
// every length of a reciprocal, both kinds of sums.
#include <boost/test/unit_test.hpp>

#include "verif/suites/elsa_divide/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;
using Parameters = config::ElsaDivideParameters;

void run_random_configs(std::uint64_t seed, unsigned count, std::uint64_t cycles) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_elsa_divide_parameters(random), cycles);
}

}  // namespace

BOOST_AUTO_TEST_CASE(corners_of_the_parameters) {
  Parameters narrow;
  narrow.vector_format = {true, 0, 0};
  narrow.dimension = narrow.maximum_keys = narrow.banks = narrow.lanes = narrow.term_fraction_bits = 1;
  narrow.output_format = {true, 0, 1};
  narrow.sum_fraction_bits = 8;
  Parameters wide;
  wide.vector_format = {true, 6, 6};
  wide.maximum_keys = 4096;
  wide.term_fraction_bits = 8;
  wide.sum_fraction_bits = 32;
  wide.output_format = {true, 8, 16};
  wide.lanes = 3;
  for (Parameters parameters : {narrow, wide, Parameters{}}) {
    verif::test::check_in_evaluator(parameters, 300);
    parameters.sums = "float";
    parameters.sum_fraction_bits = parameters.term_fraction_bits;
    verif::test::check_in_evaluator(parameters, 300);
  }
}

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 30, 300);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(2, 400, 600);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// The detector in the evaluator against its model, over random parameters: odd sizes, one, both numbers of
// passes.
#include <boost/test/unit_test.hpp>

#include "verif/suites/detector/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned largest_keys) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_detector_parameters(random, largest_keys), 2000);
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_configs_equal_the_model) {
  run_random_configs(1, 24, 40);
}

BOOST_AUTO_TEST_CASE(a_single_key) {
  for (const unsigned passes : {1U, 2U}) {
    verif::test::check_in_evaluator(
        config::DetectorParameters{
            .tokens = 1, .keys_per_cycle = 1, .maximum_keys = 1, .score_bits = 2, .passes = passes},
        1000);
    verif::test::check_in_evaluator(
        config::DetectorParameters{
            .tokens = 3, .keys_per_cycle = 4, .maximum_keys = 1, .score_bits = 3, .passes = passes},
        1000);
  }
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_configs) {
  run_random_configs(2, 200, 150);
}

BOOST_AUTO_TEST_SUITE_END()

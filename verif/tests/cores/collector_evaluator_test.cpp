// SPDX-License-Identifier: Apache-2.0
// Constrained random over the collector's parameters, in the evaluator: one key, one row, tiles that are no
// power of two, tiles larger than all keys.
#include <boost/test/unit_test.hpp>

#include "verif/suites/collector/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned most_keys) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_collector_parameters(random, most_keys), 600);
}

}  // namespace

BOOST_AUTO_TEST_CASE(corners_of_the_parameters) {
  for (const config::CollectorParameters& parameters : {config::CollectorParameters{1, 1, 1},
                                                        {1, 8, 32},
                                                        {2, 1, 1},
                                                        {2, 2, 2},
                                                        {3, 3, 2},
                                                        {32, 8, 32},
                                                        {33, 1, 32},
                                                        {64, 4, 1},
                                                        {31, 2, 31}}) {
    verif::test::check_in_evaluator(parameters, 300);
  }
}

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 60, 70);
}

// Division by every number of keys per tile, over all key codes of the largest size.
BOOST_AUTO_TEST_CASE(every_tile_size) {
  for (unsigned keys = 1; keys <= 32; ++keys)
    verif::test::check_in_evaluator(config::CollectorParameters{200 + keys, 1 + keys % 3, keys}, 100);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(2, 600, 300);
}

BOOST_AUTO_TEST_CASE(the_largest) {
  for (unsigned keys = 1; keys <= 32; ++keys)
    verif::test::check_in_evaluator(config::CollectorParameters{4096 - keys % 2, 1 + keys % 8, keys}, 300);
}

BOOST_AUTO_TEST_SUITE_END()

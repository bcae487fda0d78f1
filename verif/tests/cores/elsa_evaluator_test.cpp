// SPDX-License-Identifier: Apache-2.0
// Constrained random over the parameters of ELSA's accelerator, in the evaluator: one token, one element,
// more banks or selectors than keys, hashes of one and of many cycles, several batches, both kinds of sums.
#include <boost/test/unit_test.hpp>

#include "verif/suites/elsa/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned most_tokens, unsigned most_size) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_elsa_parameters(random, most_tokens, most_size), 600);
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 60, 30, 12);
}

BOOST_AUTO_TEST_CASE(larger_sizes) {
  run_random_configs(2, 12, 120, 40);
}

BOOST_AUTO_TEST_CASE(a_single_token) {
  run_random_configs(3, 6, 1, 6);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(4, 150, 60, 24);
}

BOOST_AUTO_TEST_CASE(large_sizes) {
  run_random_configs(5, 8, 512, 128);
}

BOOST_AUTO_TEST_SUITE_END()

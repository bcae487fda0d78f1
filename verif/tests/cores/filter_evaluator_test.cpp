// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/suites/filter/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

// Constrained random over the parameters of both parts, in the evaluator.
namespace {

using namespace winnow;

void run_random(unsigned tokens, std::uint64_t seed, unsigned count, unsigned largest) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_filter_parameters(random, tokens, largest), 1000);
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_rows) {
  run_random(2, 1, 8, 100);
}

BOOST_AUTO_TEST_CASE(four_rows) {
  run_random(4, 2, 8, 100);
}

BOOST_AUTO_TEST_CASE(eight_rows) {
  run_random(8, 3, 2, 40);
}

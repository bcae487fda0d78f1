// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/suites/scheduler/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

// Constrained random over the parameters, in the evaluator: every number of rows, odd sizes, with and without
// replay.
namespace {

using namespace winnow;

void run_random(unsigned tokens, std::uint64_t seed, unsigned count, unsigned largest) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i)
    verif::test::check_in_evaluator(verif::random_scheduler_parameters(random, tokens, largest), 1000);
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_rows) {
  run_random(2, 1, 12, 150);
}

BOOST_AUTO_TEST_CASE(four_rows) {
  run_random(4, 2, 12, 150);
}

BOOST_AUTO_TEST_CASE(eight_rows) {
  run_random(8, 3, 3, 60);
}

BOOST_AUTO_TEST_CASE(smallest) {
  for (const unsigned tokens : {2U, 4U, 8U}) {
    verif::test::check_in_evaluator(config::SchedulerParameters{tokens, 1, 1, 0}, 1000);
    verif::test::check_in_evaluator(config::SchedulerParameters{tokens, 1, 8, 1}, 1000);
    verif::test::check_in_evaluator(config::SchedulerParameters{tokens, 3, 2, 2}, 1000);
  }
}

// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/suites/rmmu/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

// Constrained random over the parameters: every precision set with every number of pipeline registers, odd
// sizes, every option, in the evaluator.
namespace {

using namespace winnow;

// `rounds` of every precision set with every number of pipeline registers in the PE.
void run_random_configs(const char* form, std::uint64_t seed, unsigned rounds = 1, unsigned largest = 4) {
  verif::Random random(seed);
  for (unsigned i = 0; i < 45 * rounds; ++i) {
    config::RmmuParameters parameters = verif::random_rmmu_parameters(random, largest, largest, i % 15);
    parameters.multiplier = form;
    parameters.pe_stages = i / 15 % 3;
    verif::test::check_in_evaluator(parameters, 500);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(shared_form_equals_the_model_for_every_precision_set) {
  run_random_configs("shared", 1);
}

BOOST_AUTO_TEST_CASE(behavioural_form_equals_the_model_for_every_precision_set) {
  run_random_configs("behavioural", 2);
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_configs_of_the_shared_form) {
  run_random_configs("shared", 3, 8, 7);
}

BOOST_AUTO_TEST_CASE(many_configs_of_the_behavioural_form) {
  run_random_configs("behavioural", 4, 2, 7);
}

BOOST_AUTO_TEST_SUITE_END()

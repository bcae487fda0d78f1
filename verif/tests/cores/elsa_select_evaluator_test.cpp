// SPDX-License-Identifier: Apache-2.0
// Constrained random over the parameters of ELSA's candidate selection, in the evaluator: one key, one
// selector, queues of one entry, sizes that are no powers of two, more selectors than keys.
#include <boost/test/unit_test.hpp>

#include "verif/suites/elsa_select/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

namespace {

using namespace winnow;

void run_random_configs(std::uint64_t seed, unsigned count, unsigned most_keys, unsigned most_hash_bits) {
  verif::Random random(seed);
  for (unsigned i = 0; i < count; ++i) {
    verif::test::check_in_evaluator(verif::random_elsa_select_parameters(random, most_keys, most_hash_bits),
                                    600);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_parameters) {
  run_random_configs(1, 60, 40, 24);
}

BOOST_AUTO_TEST_CASE(larger_sizes) {
  run_random_configs(5, 6, 300, 128);
}

BOOST_AUTO_TEST_CASE(a_single_key) {
  verif::Random random(2);
  for (const unsigned banks : {1U, 3U, 8U}) {
    config::ElsaSelectParameters p = verif::random_elsa_select_parameters(random, 1, 16);
    p.banks = banks;
    p.queue_depth = banks == 3 ? 1 : 0;
    verif::test::check_in_evaluator(p, 300);
  }
}

// At night.
BOOST_AUTO_TEST_SUITE(wide, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(many_parameters) {
  run_random_configs(3, 150, 300, 128);
}

BOOST_AUTO_TEST_CASE(the_largest) {
  run_random_configs(4, 10, 1024, 128);
}

BOOST_AUTO_TEST_SUITE_END()

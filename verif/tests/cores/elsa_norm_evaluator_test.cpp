// SPDX-License-Identifier: Apache-2.0
// Constrained random over the parameters of ELSA's norm unit, in the evaluator: one element, formats without
// fraction or integer bits, every size of the square root's table.
#include <boost/test/unit_test.hpp>

#include "verif/suites/elsa_norm/suite.hpp"
#include "verif/tests/cores/evaluated.hpp"

using namespace winnow;

BOOST_AUTO_TEST_CASE(random_parameters) {
  verif::Random random(1);
  for (unsigned i = 0; i < 40; ++i)
    verif::test::check_in_evaluator(verif::random_elsa_norm_parameters(random), 500);
}

BOOST_AUTO_TEST_CASE(the_paper) {
  verif::test::check_in_evaluator(config::ElsaNormParameters{}, 4000);
}

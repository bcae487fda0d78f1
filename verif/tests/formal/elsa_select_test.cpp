// SPDX-License-Identifier: Apache-2.0
// Emitted banks of ELSA's selection keep what docs/cores/elsa_select.md promises for all queries, hashes and
// norms, and every property can fail.
#include <boost/test/unit_test.hpp>

#include "verif/tests/formal/core_subject.hpp"
#include "verif/tests/formal/elsa_proof.hpp"

using namespace winnow::formal;

namespace {

const ElsaSelectCase small{.keys = 4, .banks = 1, .selectors = 2};
const ElsaSelectCase shallow{.keys = 6, .banks = 2, .selectors = 1, .depth = 1};

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(bounded) {
  prove(small, 14, {});
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  find_planted_for_all(small, 40,
                       {{"withdrawn_o", 1},
                        {"counted_o", 2},
                        {"lost_o", 3},
                        {"unpicked_o", 4},
                        {"late_o", 5},
                        {"order_o", 6, 2},
                        {"unpicked_o", 6, 1},
                        {"tagged_o", 7},
                        {"misread_o", 8},
                        {"invented_o", 9},
                        {"closed_o", 10},
                        {"crowded_o", 12}});
  find_planted_inside(CoreSubject(shallow), 20, {"dut.v", "(queues_has_room)", "(1'b1)"});
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: more keys and mutants.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(two_banks_of_shallow_queues) {
  prove(shallow, 24, {});
}

BOOST_AUTO_TEST_CASE(one_row) {
  prove(ElsaSelectCase{.keys = 3, .banks = 1, .selectors = 3, .depth = 1}, 22, {});
}

BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(small, 14, 30) >= 20U);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// An emitted collector keeps what docs/cores/collector.md promises, in all cycles and for all selections, and
// every property can fail.
#include <boost/test/unit_test.hpp>

#include "verif/tests/formal/core_subject.hpp"

using namespace winnow::formal;

namespace {

const CoreCase small{.kind = "collector", .tokens = 2, .keys = 4, .tile = 2};

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(for_ever) {
  prove_for_ever(small);
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  // Fields: base [5:4], mask [3:0].
  find_planted_for_all(small, 30,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 7},
                        {"lost_o", 3, 1, 1},
                        {"invented_o", 4},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"misplaced_o", 6, 16},
                        {"idle_o", 7, 15},
                        {"unpicked_o", 8}});
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: more rows, keys and mutants.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(odd_sizes_for_ever) {
  prove_for_ever(CoreCase{.kind = "collector", .tokens = 3, .keys = 5, .tile = 2});
}

BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(small, 14, 40) >= 30U);
}

BOOST_AUTO_TEST_SUITE_END()

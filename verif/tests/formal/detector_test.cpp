// SPDX-License-Identifier: Apache-2.0
// Emitted detectors keep what docs/cores/detector.md promises for all scores and settings, and every property
// can fail.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "verif/tests/formal/core_subject.hpp"

using namespace winnow::formal;

namespace {

const CoreCase small{.kind = "detector", .tokens = 2, .keys = 2, .tile = 1, .score_bits = 2, .passes = 1};

// Of all the properties the ones that hold by what a few registers say.
const std::vector<std::string> for_ever = {"withdrawn_o", "changed_o", "closed_o",
                                           "misplaced_o", "idle_o",    "counted_o"};

CoreCase one_row() {
  CoreCase core = small;
  core.tokens = 1;
  return core;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(bounded) {
  prove(small, 17, for_ever);
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  // Fields: base [3], count [2:1], mask [0].
  find_planted_for_all(one_row(), 30,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 7},
                        {"invented_o", 10},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"misplaced_o", 6, 8},
                        {"idle_o", 7},
                        {"unpicked_o", 8},
                        {"counted_o", 6, 2},
                        {"balanced_o", 7}});
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: more rows, keys and mutants.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(one_row_alone) {
  prove(one_row(), 17, for_ever);
}

BOOST_AUTO_TEST_CASE(two_passes_of_one_row) {
  CoreCase core = one_row();
  core.passes = 2;
  prove(core, 22, for_ever);
}

BOOST_AUTO_TEST_CASE(two_passes_of_two_rows) {
  CoreCase core = small;
  core.passes = 2;
  core.tile = 2;
  prove(core, 18, for_ever);
}

BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(one_row(), 14, 20) >= 14U);
}

BOOST_AUTO_TEST_SUITE_END()

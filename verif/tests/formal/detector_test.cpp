// SPDX-License-Identifier: Apache-2.0
// Emitted detectors keep what docs/cores/detector.md promises for all scores and settings, and every property
// can fail.
#include <boost/test/unit_test.hpp>

#include "verif/tests/formal/core_subject.hpp"

using namespace winnow::formal;

namespace {

const CoreCase small{.kind = "detector", .tokens = 1, .keys = 2, .tile = 1, .score_bits = 2, .passes = 1};

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(bounded) {
  prove_bounded(small, 17);
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  // Fields: base [3], count [2:1], mask [0].
  find_planted_for_all(small, 30,
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

// What the first group selects; of the second the solver has not told in minutes.
BOOST_AUTO_TEST_CASE(two_passes) {
  CoreCase core = small;
  core.passes = 2;
  const CoreSubject subject(core);
  const SearchResult result = subject.search(22, {.outputs = group_properties_of(core)});
  BOOST_TEST((result.verdict == Verdict::proven), result.counterexample.output);
}

BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(small, 14, 20) >= 14U);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// Emitted filters keep what docs/cores/filter.md promises for all scores and settings: what comes out of the
// scheduler is what the detector should select. Every property can fail.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "verif/tests/formal/core_subject.hpp"

using namespace winnow::formal;

namespace {

const CoreCase small{.kind = "filter", .tokens = 2, .keys = 2, .tile = 2, .score_bits = 2, .passes = 1};

const std::vector<std::string> for_ever = {"withdrawn_o", "changed_o"};

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(first_group_bounded) {
  const CoreSubject subject(small);
  for (const std::string& property : subject.core().group_properties) {
    const SearchResult result = subject.search(24, {.outputs = {property}});
    BOOST_TEST((result.verdict == Verdict::proven), property);
  }
  const SearchResult reached = subject.search(24, {.outputs = {"reached_o"}});
  BOOST_TEST((reached.verdict == Verdict::refuted), "a group and one after it take more cycles");
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(bounded) {
  prove(small, 27, for_ever);
}

BOOST_AUTO_TEST_CASE(two_tiles) {
  CoreCase core = small;
  core.tile = 1;
  prove(core, 30, for_ever);
}

BOOST_AUTO_TEST_CASE(four_rows) {
  CoreCase core = small;
  core.tokens = 4;
  prove(core, 27, for_ever);
}

BOOST_AUTO_TEST_CASE(two_passes) {
  CoreCase core = small;
  core.passes = 2;
  prove(core, 30, for_ever);
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  // Fields: keys [5:4], row_valid [3:2], load [1:0].
  find_planted_for_all(small, 100,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 7, 4},
                        {"unpicked_o", 8, 4},
                        {"counted_o", 14},
                        {"invented_o", 10},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 12}});
}

BOOST_AUTO_TEST_SUITE_END()

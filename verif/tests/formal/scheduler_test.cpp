// SPDX-License-Identifier: Apache-2.0
// Emitted schedulers keep what docs/cores/scheduler.md promises for all candidates, and every property can
// fail.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "verif/tests/formal/core_subject.hpp"

using namespace winnow::formal;

namespace {

const CoreCase small{.kind = "scheduler", .tokens = 2, .keys = 2, .tile = 2};
const CoreCase small_replay{.kind = "scheduler", .tokens = 2, .keys = 2, .tile = 2, .replay_rounds = 1};

// Of all the properties the ones that hold by what a few registers say.
const std::vector<std::string> for_ever = {"withdrawn_o", "changed_o", "closed_o", "barred_o", "counted_o"};

// And more at two rows.
std::vector<std::string> for_ever_and(std::vector<std::string> more) {
  more.insert(more.end(), for_ever.begin(), for_ever.end());
  return more;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(bounded) {
  prove(small_replay, 18,
        for_ever_and({"unmarked_o", "replay_withdrawn_o", "replay_changed_o", "replay_altered_o",
                      "replay_invented_o", "replay_overfull_o", "replay_late_o"}));
}

BOOST_AUTO_TEST_CASE(faults_of_the_replay_are_found) {
  const CoreSubject subject(small_replay);
  find_planted(subject, 24,
               {{"replay_withdrawn_o", 21},
                {"replay_changed_o", 22},
                {"replay_altered_o", 26},
                {"replay_invented_o", 24},
                {"replay_overfull_o", 23},
                {"replay_late_o", 25}});
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  // Fields: keys [5:4], row_valid [3:2], load [1:0].
  find_planted_for_all(small, 70,
                       {{"withdrawn_o", 1},
                        {"changed_o", 2},
                        {"lost_o", 3, 1, 1},
                        {"invented_o", 10},
                        {"crowded_o", 9},
                        {"late_o", 5},
                        {"closed_o", 5},
                        {"unwanted_o", 4, 1, 1},
                        {"unwanted_o", 6, 16},
                        {"starved_o", 7, 4},
                        {"empty_o", 7, 12},
                        {"unmarked_o", 7},
                        {"order_o", 11},
                        {"barred_o", 12},
                        {"counted_o", 13}});
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: more rows, keys and mutants.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(without_replay) {
  prove(small, 20, for_ever_and({"unmarked_o"}));
}

BOOST_AUTO_TEST_CASE(four_keys) {
  prove(CoreCase{.kind = "scheduler", .tokens = 2, .keys = 4, .tile = 4}, 20, for_ever_and({"unmarked_o"}));
}

BOOST_AUTO_TEST_CASE(two_tiles) {
  prove(CoreCase{.kind = "scheduler", .tokens = 2, .keys = 3, .tile = 2}, 19, for_ever_and({"unmarked_o"}));
}

BOOST_AUTO_TEST_CASE(four_rows) {
  prove(CoreCase{.kind = "scheduler", .tokens = 4, .keys = 2, .tile = 2}, 16, for_ever);
}

BOOST_AUTO_TEST_CASE(four_rows_three_keys) {
  prove(CoreCase{.kind = "scheduler", .tokens = 4, .keys = 3, .tile = 4}, 17, for_ever);
}

// The others (which the test names) sit where 14 cycles and two keys do not come: in the deep entries of the
// queue of rounds, in counts of more than one key; or in the counter of rounds, which no property looks at.
BOOST_AUTO_TEST_CASE(mutants_are_found) {
  BOOST_TEST(find_mutants(small, 14, 20) >= 8U);
}

BOOST_AUTO_TEST_SUITE_END()

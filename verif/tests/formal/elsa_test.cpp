// SPDX-License-Identifier: Apache-2.0
// Emitted accelerators keep what docs/cores/elsa.md promises of heads and memories, whatever the heads, their
// vectors and what they select, and every property can fail.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "verif/tests/formal/core_subject.hpp"
#include "verif/tests/formal/elsa_proof.hpp"

using namespace winnow::formal;

namespace {

const ElsaCase small{.tokens = 1};
const ElsaCase small_hidden{.tokens = 1, .hides = true};

const std::vector<Planted> faults = {
    {"invented_o", 1},  {"late_o", 2},      {"mistaken_o", 3},  {"crowded_o", 4},  {"closed_o", 5},
    {"requeried_o", 6}, {"misplaced_o", 7}, {"unwritten_o", 8}, {"unvalued_o", 9}, {"counted_o", 11},
    {"selected_o", 12}, {"misread_o", 13},  {"unhashed_o", 14}};

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(bounded) {
  prove(small, 40, {});
}

BOOST_AUTO_TEST_CASE(hidden_bounded) {
  prove(small_hidden, 48, {});
}

BOOST_AUTO_TEST_CASE(faults_are_found) {
  find_planted_for_all(small, 80, faults);
}

BOOST_AUTO_TEST_CASE(fault_inside_is_found) {
  // Keys are issued in every cycle, whatever the hash core is at.
  find_planted_inside(CoreSubject(ElsaCase{.tokens = 2, .dimension = 2}), 20,
                      {"dut_issue.v", "& (~rest)", "& 1'b1"});
}

BOOST_AUTO_TEST_CASE(hidden_faults_are_found) {
  // Where the properties differ.
  find_planted(CoreSubject(small_hidden), 80,
               {{"invented_o", 1}, {"late_o", 2}, {"crowded_o", 4}, {"misread_o", 13}, {"unhashed_o", 14}});
}

BOOST_AUTO_TEST_SUITE_END()

// Minutes: two queries and keys, whole heads one after the other.
BOOST_AUTO_TEST_SUITE(all, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(two_heads) {
  prove(small, 72, {});
}

BOOST_AUTO_TEST_CASE(two_keys) {
  prove(ElsaCase{.tokens = 2, .dimension = 2}, 56, {});
}

BOOST_AUTO_TEST_SUITE_END()

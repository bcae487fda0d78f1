// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <set>
#include <vector>

#include "verif/harness/random.hpp"
#include "verif/models/scheduler/rule.hpp"

// The rule of docs/cores/scheduler.md against what it promises, by plain counting.
namespace {

using winnow::verif::Random;
using winnow::verif::SchedulerBuffers;
using winnow::verif::SchedulerRound;

std::vector<SchedulerRound> schedule(unsigned tokens, const std::vector<unsigned>& masks) {
  SchedulerBuffers buffers(tokens);
  for (unsigned key = 0; key < masks.size(); ++key) buffers.add(key, masks[key]);
  std::vector<SchedulerRound> rounds;
  do {
    rounds.push_back(buffers.round());
  } while (!rounds.back().last);
  return rounds;
}

std::set<unsigned> loads(const SchedulerRound& round) {
  std::set<unsigned> keys;
  for (unsigned row = 0; row < round.key.size(); ++row)
    if (((round.load >> row) & 1U) != 0) keys.insert(round.key[row]);
  return keys;
}

unsigned longest_row(unsigned tokens, const std::vector<unsigned>& masks) {
  unsigned longest = 0;
  for (unsigned row = 0; row < tokens; ++row) {
    unsigned keys = 0;
    for (const unsigned mask : masks) keys += (mask >> row) & 1U;
    longest = std::max(longest, keys);
  }
  return longest;
}

void check_promises(unsigned tokens, std::vector<unsigned> masks) {
  const unsigned longest = longest_row(tokens, masks);
  const auto rounds = schedule(tokens, masks);
  BOOST_TEST(rounds.size() == std::max(longest, 1U));
  for (const SchedulerRound& round : rounds) {
    std::set<unsigned> used;
    for (unsigned row = 0; row < tokens; ++row) {
      const unsigned bit = 1U << row;
      const bool wants =
          std::any_of(masks.begin(), masks.end(), [&](unsigned mask) { return (mask & bit) != 0; });
      BOOST_TEST(((round.row_valid & bit) != 0) == wants);  // a row with work never idles
      if ((round.row_valid & bit) == 0) {
        BOOST_TEST(round.key[row] == 0U);
        continue;
      }
      const bool first = used.insert(round.key[row]).second;
      BOOST_TEST(((round.load & bit) != 0) == first);
    }
    // Only now: a row's key must have been wanted at the beginning of the round.
    for (unsigned row = 0; row < tokens; ++row) {
      if (((round.row_valid >> row) & 1U) == 0) continue;
      BOOST_TEST(((masks.at(round.key[row]) >> row) & 1U) == 1U);
      masks[round.key[row]] &= ~(1U << row);
    }
  }
  BOOST_TEST(std::all_of(masks.begin(), masks.end(), [](unsigned mask) { return mask == 0; }));
}

}  // namespace

BOOST_AUTO_TEST_CASE(example_of_the_thesis) {
  // Keys 1 to 6; row r is bit r.
  const auto rounds = schedule(4, {0, 0b0001, 0b0111, 0b1011, 0b1010, 0b1100, 0b0100});
  BOOST_REQUIRE(rounds.size() == 3U);
  BOOST_TEST((loads(rounds[0]) == std::set<unsigned>{2, 5}));
  BOOST_TEST((loads(rounds[1]) == std::set<unsigned>{3, 6}));
  BOOST_TEST((loads(rounds[2]) == std::set<unsigned>{1, 4, 5}));
  BOOST_TEST((rounds[0].key == std::vector<unsigned>{2, 2, 2, 5}));
  BOOST_TEST(rounds[0].load == 0b1001U);
}

BOOST_AUTO_TEST_CASE(an_empty_group_has_one_empty_round) {
  const auto rounds = schedule(4, {0, 0, 0});
  BOOST_REQUIRE(rounds.size() == 1U);
  BOOST_TEST(rounds[0].row_valid == 0U);
  BOOST_TEST(rounds[0].load == 0U);
}

BOOST_AUTO_TEST_CASE(all_rows_share_every_key) {
  const auto rounds = schedule(8, std::vector<unsigned>(50, 0xFF));
  BOOST_TEST(rounds.size() == 50U);
  for (const auto& round : rounds) BOOST_TEST(round.load == 1U);
}

BOOST_AUTO_TEST_CASE(promises_hold_for_random_masks) {
  Random random(11);
  for (const unsigned tokens : {2U, 4U, 8U}) {
    for (unsigned i = 0; i < 120; ++i) {
      const std::uint64_t share = random.below(256) + 1;
      std::vector<unsigned> masks(random.below(60) + 1, 0);
      for (unsigned& mask : masks)
        for (unsigned row = 0; row < tokens; ++row)
          if (random.below(256) < share) mask |= 1U << row;
      check_promises(tokens, masks);
    }
  }
}

// All of them, for two and four rows with up to three keys.
BOOST_AUTO_TEST_CASE(promises_hold_for_every_small_group) {
  for (unsigned a = 0; a < 16; ++a)
    for (unsigned b = a; b < 16; ++b)
      for (unsigned c = b; c < 16; ++c) check_promises(4, {a, b, c});
}

BOOST_AUTO_TEST_CASE(put_backs_pile_up) {
  std::vector<unsigned> masks;
  for (unsigned i = 0; i < 90; ++i) masks.push_back(1U | (2U << (i % 3)));
  check_promises(4, masks);
  masks.clear();
  for (unsigned i = 0; i < 140; ++i) masks.push_back(1U | (2U << (i % 7)));
  check_promises(8, masks);
}

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "verif/harness/streams/payload.hpp"
#include "verif/suites/scheduler/group.hpp"

namespace winnow::verif::scheduler {

// Rounds and loads of some groups.
struct RoundFigures {
  std::uint64_t rounds = 0, loads = 0;  // a group without a connection takes no round
  bool operator==(const RoundFigures&) const = default;
};

// Holds the rounds of a scheduler to what was selected: every (row, key) exactly once, as many rounds as the
// longest row has keys, and the same again on the replay stream. That a round is well formed is the stream's
// rule, not looked at here. Breaches throw std::runtime_error.
class RoundCheck {
 public:
  explicit RoundCheck(unsigned tokens) : tokens_(tokens) {}

  // Groups leave in this order.
  void expect(Group group) { groups_.push_back(std::move(group)); }
  void take(const streams::Connection& round);
  void take_replay(const streams::Connection& round);
  void forget();

  // Groups whose last round has not come.
  std::size_t due() const { return groups_.size(); }
  // All since the beginning, or forget().
  const std::vector<streams::Connection>& rounds() const { return rounds_; }
  std::size_t replayed() const { return replayed_; }
  // Of the last group that is complete.
  const RoundFigures& last_group() const { return last_group_; }

 private:
  void take_row(unsigned row, std::uint64_t key);
  [[noreturn]] void breach(const std::string& what) const;

  unsigned tokens_;
  std::deque<Group> groups_;  // what is left to issue of the first
  unsigned rounds_left_ = 0;  // of the first, when it has begun
  bool begun_ = false;
  std::vector<streams::Connection> rounds_;
  std::size_t replayed_ = 0;
  RoundFigures group_, last_group_;
};

// What one round adds.
RoundFigures figures_of(const streams::Connection& round);

}  // namespace winnow::verif::scheduler

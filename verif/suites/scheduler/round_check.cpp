// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/round_check.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace winnow::verif::scheduler {

RoundFigures figures_of(const streams::Connection& round) {
  return {round.row_valid != 0 ? 1U : 0U, static_cast<std::uint64_t>(std::popcount(round.load))};
}

void RoundCheck::breach(const std::string& what) const {
  throw std::runtime_error("round " + std::to_string(rounds_.size()) + ": " + what);
}

void RoundCheck::forget() {
  groups_.clear();
  rounds_.clear();
  rounds_left_ = 0;
  replayed_ = 0;
  begun_ = false;
  group_ = last_group_ = {};
}

void RoundCheck::take_row(unsigned row, std::uint64_t key) {
  unsigned& mask = groups_.front().at(key);
  if (((mask >> row) & 1U) == 0)
    breach("row " + std::to_string(row) + " got key " + std::to_string(key) + " that it does not want");
  mask &= ~(1U << row);
}

void RoundCheck::take(const streams::Connection& round) {
  rounds_.push_back(round);
  if (groups_.empty()) breach("no group is due");
  if (!begun_) rounds_left_ = std::max(1U, longest_row(groups_.front(), tokens_));
  begun_ = true;
  for (unsigned row = 0; row < tokens_; ++row) {
    if (((round.row_valid >> row) & 1U) != 0) take_row(row, round.key[row]);
  }
  const RoundFigures figures = figures_of(round);
  group_.rounds += figures.rounds;
  group_.loads += figures.loads;
  --rounds_left_;
  if (round.last != (rounds_left_ == 0)) breach("not as many rounds as the longest row has keys");
  if (!round.last) return;
  if (distinct_keys(groups_.front()) != 0) breach("a connection was not issued");
  groups_.pop_front();
  begun_ = false;
  last_group_ = group_;
  group_ = {};
}

void RoundCheck::take_replay(const streams::Connection& round) {
  if (replayed_ >= rounds_.size() || round != rounds_[replayed_])
    throw std::runtime_error("replay " + std::to_string(replayed_) + " is not in the order of issue");
  ++replayed_;
}

}  // namespace winnow::verif::scheduler

// SPDX-License-Identifier: Apache-2.0
#include "verif/models/scheduler/rule.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace winnow::verif {

SchedulerBuffers::SchedulerBuffers(unsigned tokens) : tokens_(tokens), buffers_(std::size_t{1} << tokens) {}

void SchedulerBuffers::add(unsigned key, unsigned mask) {
  if (mask == 0) return;
  buffers_[mask].insert(key);
  ++keys_;
}

unsigned SchedulerBuffers::inside(unsigned open) const {
  unsigned best = 0;
  for (unsigned mask = 1; mask < buffers_.size(); ++mask) {
    if (buffers_[mask].empty() || (mask & ~open) != 0) continue;
    if (best == 0 || std::popcount(mask) > std::popcount(best)) best = mask;
  }
  return best;
}

unsigned SchedulerBuffers::meeting(unsigned open) const {
  unsigned best = 0;
  for (unsigned mask = 1; mask < buffers_.size(); ++mask) {
    if (buffers_[mask].empty() || (mask & open) == 0) continue;
    if (best == 0 || std::popcount(mask) <= std::popcount(best)) best = mask;
  }
  return best;
}

SchedulerRound SchedulerBuffers::round() {
  SchedulerRound round;
  round.key.assign(tokens_, 0);
  unsigned open = (1U << tokens_) - 1U;
  std::vector<std::pair<unsigned, unsigned>> back;  // key, rows that still wait for it
  for (unsigned mask = 1; mask != 0;) {
    mask = inside(open);
    if (mask == 0) mask = meeting(open);
    if (mask == 0) break;
    const unsigned key = *buffers_[mask].rbegin();
    buffers_[mask].erase(key);
    --keys_;
    const unsigned served = mask & open;
    for (unsigned row = 0; row < tokens_; ++row)
      if (((served >> row) & 1U) != 0) round.key[row] = key;
    round.row_valid |= served;
    round.load |= served & (~served + 1U);
    if (served != mask) back.emplace_back(key, mask & ~served);
    open &= ~served;
  }
  for (const auto& [key, mask] : back) add(key, mask);
  round.last = empty();
  return round;
}

unsigned SchedulerBuffers::longest_row() const {
  unsigned longest = 0;
  for (unsigned row = 0; row < tokens_; ++row) {
    std::size_t keys = 0;
    for (unsigned mask = 1; mask < buffers_.size(); ++mask)
      if (((mask >> row) & 1U) != 0) keys += buffers_[mask].size();
    longest = std::max(longest, static_cast<unsigned>(keys));
  }
  return longest;
}

}  // namespace winnow::verif

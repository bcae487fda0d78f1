// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace winnow::sim {

// The rows of a group that want each key: bit r for row r, by key.
using KeyMasks = std::vector<std::uint32_t>;

// What the connections of one group cost without a scheduler, and what no scheduler can beat (DOTA thesis,
// section 7.6.3). Sums over groups add up member by member.
struct ScheduleBounds {
  std::uint64_t connections = 0;    // (row, key) pairs: the loads without token parallelism
  std::uint64_t distinct_keys = 0;  // keys that some row wants: the fewest loads there can be
  std::uint64_t left_to_right = 0;  // loads when each row takes its keys in index order, one a round
  std::uint64_t longest_row = 0;    // the fewest rounds there can be

  ScheduleBounds& operator+=(const ScheduleBounds& other);
  bool operator==(const ScheduleBounds&) const = default;
};

// Of a group with at most 32 rows. In left-to-right order rows that take the same key in the same round share
// its load.
ScheduleBounds schedule_bounds(const KeyMasks& masks);

}  // namespace winnow::sim

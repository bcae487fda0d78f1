// SPDX-License-Identifier: Apache-2.0
#include "sim/schedule.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace winnow::sim {
namespace {

constexpr std::size_t most_rows = 32;
using Rows = std::array<std::vector<std::size_t>, most_rows>;  // the keys of each row, in index order

Rows rows_of(const KeyMasks& masks) {
  Rows rows;
  for (std::size_t key = 0; key < masks.size(); ++key)
    for (std::uint32_t left = masks[key]; left != 0; left &= left - 1U)
      rows.at(static_cast<std::size_t>(std::countr_zero(left))).push_back(key);
  return rows;
}

// Different keys that the rows take in one round of left-to-right order.
std::uint64_t loads_of_round(const Rows& rows, std::size_t round) {
  std::array<std::size_t, most_rows> keys{};
  auto end = keys.begin();
  for (const auto& row : rows)
    if (round < row.size()) *end++ = row[round];
  std::sort(keys.begin(), end);
  return static_cast<std::uint64_t>(std::unique(keys.begin(), end) - keys.begin());
}

}  // namespace

ScheduleBounds& ScheduleBounds::operator+=(const ScheduleBounds& other) {
  connections += other.connections;
  distinct_keys += other.distinct_keys;
  left_to_right += other.left_to_right;
  longest_row += other.longest_row;
  return *this;
}

ScheduleBounds schedule_bounds(const KeyMasks& masks) {
  ScheduleBounds bounds;
  for (const std::uint32_t mask : masks) {
    bounds.connections += static_cast<std::uint64_t>(std::popcount(mask));
    bounds.distinct_keys += mask != 0 ? 1U : 0U;
  }
  const Rows rows = rows_of(masks);
  for (const auto& row : rows) bounds.longest_row = std::max<std::uint64_t>(bounds.longest_row, row.size());
  for (std::size_t round = 0; round < bounds.longest_row; ++round)
    bounds.left_to_right += loads_of_round(rows, round);
  return bounds;
}

}  // namespace winnow::sim

// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/scheduler/order.hpp"

#include <algorithm>
#include <bit>

namespace winnow::cores::scheduler {
namespace {

// In step 2.
bool is_before(unsigned mask, unsigned other) {
  return rows_of(mask) != rows_of(other) ? rows_of(mask) > rows_of(other) : mask < other;
}

}  // namespace

unsigned rows_of(unsigned mask) {
  return static_cast<unsigned>(std::popcount(mask));
}

std::vector<unsigned> inside_order(unsigned tokens, unsigned least, unsigned most) {
  std::vector<unsigned> masks;
  for (unsigned mask = 1; mask < (1U << tokens); ++mask)
    if (rows_of(mask) >= least && rows_of(mask) <= most) masks.push_back(mask);
  std::sort(masks.begin(), masks.end(), is_before);
  return masks;
}

bool can_meet(unsigned tokens, unsigned mask, unsigned open) {
  for (unsigned before = 1; before < (1U << tokens); ++before)
    if ((before & open) == 0 && (before & mask) != 0 && is_before(before, mask)) return true;
  return false;
}

bool can_share(unsigned tokens, unsigned row, unsigned other) {
  const unsigned both = (1U << row) | (1U << other);
  for (unsigned mask = both; mask < (1U << tokens); ++mask)
    if ((mask & both) == both && can_meet(tokens, mask, both)) return true;
  return false;
}

bool can_put_back(unsigned tokens, unsigned lowest, unsigned rest) {
  for (unsigned served = 1U << lowest; served < (1U << tokens); served += 2U << lowest)
    if ((served & rest) == 0 && can_meet(tokens, rest | served, served)) return true;
  return false;
}

}  // namespace winnow::cores::scheduler

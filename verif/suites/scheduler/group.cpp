// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/group.hpp"

#include <algorithm>

namespace winnow::verif::scheduler {

unsigned every_row(const config::SchedulerParameters& parameters) {
  return (1U << parameters.tokens) - 1U;
}

Group empty_group(const config::SchedulerParameters& parameters) {
  return Group(parameters.maximum_keys, 0);
}

Group random_group(const config::SchedulerParameters& parameters, Random& random, unsigned share) {
  Group group = empty_group(parameters);
  for (unsigned& mask : group) {
    for (unsigned row = 0; row < parameters.tokens; ++row) {
      if (random.below(256) < share) mask |= 1U << row;
    }
  }
  return group;
}

Group alike_group(const config::SchedulerParameters& parameters, Random& random, unsigned share) {
  Group group = random_group(parameters, random, share / 8);
  for (unsigned& mask : group) {
    if (random.below(256) >= share) continue;
    mask |= static_cast<unsigned>(random.below(every_row(parameters) + 1ULL));
  }
  return group;
}

Group repeated_group(const config::SchedulerParameters& parameters, const std::vector<unsigned>& masks) {
  Group group = empty_group(parameters);
  for (std::size_t key = 0; key < group.size(); ++key) group[key] = masks[key % masks.size()];
  return group;
}

unsigned longest_row(const Group& group, unsigned tokens) {
  unsigned longest = 0;
  for (unsigned row = 0; row < tokens; ++row) {
    const auto keys =
        std::count_if(group.begin(), group.end(), [row](unsigned mask) { return ((mask >> row) & 1U) != 0; });
    longest = std::max(longest, static_cast<unsigned>(keys));
  }
  return longest;
}

unsigned distinct_keys(const Group& group) {
  return static_cast<unsigned>(
      std::count_if(group.begin(), group.end(), [](unsigned mask) { return mask != 0; }));
}

}  // namespace winnow::verif::scheduler

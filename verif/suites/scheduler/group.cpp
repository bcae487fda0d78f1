// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/group.hpp"

#include <algorithm>
#include <utility>

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

Group example_group(const config::SchedulerParameters& parameters) {
  Group group = empty_group(parameters);
  const std::vector<std::vector<unsigned>> wanted = {{1, 2, 3}, {2, 3, 4}, {2, 5, 6}, {3, 4, 5}};
  for (unsigned row = 0; row < wanted.size(); ++row)
    for (const unsigned key : wanted[row]) group[key] |= 1U << row;
  return group;
}

std::vector<Group> groups_of_one_buffer(const config::SchedulerParameters& parameters) {
  std::vector<Group> groups;
  for (unsigned mask = 1; mask <= every_row(parameters); mask += parameters.tokens > 4 ? 15 : 1) {
    Group group = empty_group(parameters);
    const std::size_t keys = std::min<std::size_t>(group.size(), std::max(2 * parameters.keys_per_cycle, 8U));
    std::fill_n(group.begin(), keys, mask);
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<Group> groups_of_few_buffers(const config::SchedulerParameters& parameters, Random& random) {
  const unsigned all = every_row(parameters);
  const auto mask = [&] { return static_cast<unsigned>(random.below(all + 1ULL)); };
  std::vector<std::vector<unsigned>> sets;
  for (unsigned one = 1; one <= all && parameters.tokens <= 4; ++one) {
    for (unsigned other = one + 1; other <= all; ++other) {
      for (unsigned row = 0; row < parameters.tokens; ++row) {
        sets.push_back({one, other, 1U << row, 1U << row, 1U << row});
        if (row % 2 == 1) sets.back().push_back(one);
        if (row >= 2) sets.back().push_back(other);
      }
    }
  }
  for (unsigned i = 0; i < 100; ++i) {
    const unsigned row = 1U << random.below(parameters.tokens);
    sets.push_back({mask(), mask(), mask(), row, row, row});
    if (random.one_in(2)) sets.back().push_back(sets.back().front());
  }
  std::vector<Group> groups;
  for (const std::vector<unsigned>& set : sets) {
    groups.push_back(empty_group(parameters));
    for (const unsigned wanted : set) groups.back()[random.below(parameters.maximum_keys)] = wanted;
  }
  return groups;
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

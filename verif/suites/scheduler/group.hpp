// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/random.hpp"

namespace winnow::verif::scheduler {

// The rows that want each key, bit r for row r, by key.
using Group = std::vector<unsigned>;

unsigned every_row(const config::SchedulerParameters& parameters);
Group empty_group(const config::SchedulerParameters& parameters);
// Each row wants each key with `share` in 256.
Group random_group(const config::SchedulerParameters& parameters, Random& random, unsigned share);
// Rows are alike, as consecutive queries are: a key is wanted by many rows or by none, but for some noise.
Group alike_group(const config::SchedulerParameters& parameters, Random& random, unsigned share);
// The masks in turn, over all keys.
Group repeated_group(const config::SchedulerParameters& parameters, const std::vector<unsigned>& masks);

// Keys of the row that wants most: the rounds that the group takes.
unsigned longest_row(const Group& group, unsigned tokens);
// Keys that a row wants: the fewest loads that any schedule needs.
unsigned distinct_keys(const Group& group);

}  // namespace winnow::verif::scheduler

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

// Figure 7.16 of the thesis, with its keys 1 to 6.
Group example_group(const config::SchedulerParameters& parameters);
// All keys of some tiles in one buffer, each of them in turn: whole tiles are counted there. Of the 255
// buffers of eight rows some, in which every row has its turn.
std::vector<Group> groups_of_one_buffer(const config::SchedulerParameters& parameters);
// Two or three buffers with a key or two each, and more keys of a single row, so that the group goes on when
// they are empty: every one is emptied, filled by a put-back and emptied again. All pairs of buffers, and
// some triples; of eight rows some of both.
std::vector<Group> groups_of_few_buffers(const config::SchedulerParameters& parameters, Random& random);

// Keys of the row that wants most: the rounds that the group takes.
unsigned longest_row(const Group& group, unsigned tokens);
// Keys that a row wants: the fewest loads that any schedule needs.
unsigned distinct_keys(const Group& group);

}  // namespace winnow::verif::scheduler

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace winnow::config {

// User parameters of the scheduler core (docs/cores/scheduler.md). Plain values; what follows from them is
// computed by whoever needs it, the generator and the reference model each on their own.
struct SchedulerParameters {
  unsigned tokens = 4;  // rows of a group
  unsigned maximum_keys = 512;
  unsigned keys_per_cycle = 16;
  unsigned replay_rounds = 0;  // 0: no replay store

  bool operator==(const SchedulerParameters&) const = default;
};

}  // namespace winnow::config

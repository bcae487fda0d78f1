// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/scheduler/coverage.hpp"

namespace winnow::verif {

SchedulerCoverage::SchedulerCoverage(const config::SchedulerParameters& parameters) {
  for (const char* point :
       {"tile_waits", "output_stalled", "empty_group", "shared_load", "idle_row", "totals_cleared"})
    declare(point);
  if (parameters.maximum_keys > 1) {
    declare("last_round_and_next_group");
    declare("several_loads");
  }
  // With fewer rounds in a group chance may always miss them.
  if (parameters.maximum_keys >= 8) declare("reset_with_rounds_in_flight");
  if (parameters.maximum_keys > parameters.keys_per_cycle) declare("tile_left_out");
  if (parameters.maximum_keys % parameters.keys_per_cycle != 0) declare("key_beyond_the_maximum");
  if (parameters.replay_rounds > 0) declare("replay_stalled");
}

}  // namespace winnow::verif

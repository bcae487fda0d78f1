// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/filter/coverage.hpp"

namespace winnow::verif {

FilterCoverage::FilterCoverage(const config::FilterParameters& parameters) {
  for (const char* point :
       {"scores_wait", "rounds_stalled", "group_without_keys", "row_without_keys", "short_group",
        "all_keys_of_a_row", "scores_during_rounds", "reset_with_work_inside"})
    declare(point);
  if (parameters.scheduler.as<config::SchedulerParameters>().replay_rounds > 0) declare("replay_stalled");
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/scheduler_parameters.hpp"

namespace winnow::config {

ParameterTable scheduler_table() {
  using P = SchedulerParameters;
  return TableBuilder<P>("scheduler", "out-of-order token-parallel scheduler of key loads (DOTA)")
      .add("tokens", &P::tokens, IntegerType{.minimum = 2, .maximum = 8, .power_of_two = true},
           "rows of a group, which share key loads (T)", "2 to 8")
      .add("maximum_keys", &P::maximum_keys, IntegerType{1, 4096}, "keys that a row can select from (n)")
      .add("keys_per_cycle", &P::keys_per_cycle, IntegerType{1, 64}, "keys of a candidate tile (P)")
      .add("replay_rounds", &P::replay_rounds, IntegerType{0, 65536},
           "rounds that the replay store holds; 0: no replay")
      .build();
}

}  // namespace winnow::config

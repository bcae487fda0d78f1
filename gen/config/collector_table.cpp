// SPDX-License-Identifier: Apache-2.0
#include "gen/config/collector_parameters.hpp"
#include "gen/config/core_tables.hpp"

namespace winnow::config {

ParameterTable collector_table() {
  using P = CollectorParameters;
  return TableBuilder<P>("collector", "turns selections in any order into candidates in key order")
      .add("maximum_keys", &P::maximum_keys, IntegerType{1, 4096},
           "keys that can be picked, numbered from 0 (n)")
      .add("tokens", &P::tokens, IntegerType{1, 8}, "rows of a group, handled together (T)")
      .add("keys_per_cycle", &P::keys_per_cycle, IntegerType{1, 32}, "keys of a tile, one tile per cycle (P)")
      .build();
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/parameter_table.hpp"

namespace winnow::config {

inline constexpr double shortest_clock_period_ns = 0.001;
inline constexpr double longest_clock_period_ns = 1000000;

// JSON Schema (draft 2020-12) of a whole config of one core kind: configs/schema/KIND.schema.json. Rules
// between parameters, and the order of lists, are beyond it: `winnow check` has the last word.
Json core_schema(const ParameterTable& table);

// JSON Schema of any config, which refers to the ones of the kinds: configs/schema/config.schema.json.
Json config_schema();

}  // namespace winnow::config

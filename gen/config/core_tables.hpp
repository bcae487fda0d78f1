// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/parameter_table.hpp"

namespace winnow::config {

// One function per core kind, each in a file of its own beside its parameter struct. A new core adds its line
// here and in registry.cpp.
ParameterTable rmmu_table();
ParameterTable collector_table();
ParameterTable detector_table();
ParameterTable scheduler_table();
ParameterTable filter_table();
ParameterTable elsa_hash_table();
ParameterTable elsa_norm_table();
ParameterTable elsa_select_table();
ParameterTable elsa_attention_table();
ParameterTable elsa_divide_table();
ParameterTable elsa_table();

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <typeinfo>
#include <vector>

#include "gen/config/parameter_table.hpp"

namespace winnow::config {

// The tables of all core kinds, in the order in which `winnow cores` lists them.
const std::vector<ParameterTable>& core_tables();

// nullptr when there is no such kind.
const ParameterTable* find_core_table(const std::string& kind);

// The table whose parameter struct is `type`; throws std::logic_error when no core has it.
const ParameterTable& core_table_of(const std::type_info& type);

std::vector<std::string> core_kinds();

}  // namespace winnow::config

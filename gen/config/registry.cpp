// SPDX-License-Identifier: Apache-2.0
#include "gen/config/registry.hpp"

#include <algorithm>
#include <stdexcept>

#include "gen/config/core_tables.hpp"

namespace winnow::config {

const std::vector<ParameterTable>& core_tables() {
  static const std::vector<ParameterTable> tables = {
      rmmu_table(),           collector_table(),   detector_table(),  scheduler_table(),
      filter_table(),         elsa_hash_table(),   elsa_norm_table(), elsa_select_table(),
      elsa_attention_table(), elsa_divide_table(), elsa_table()};
  return tables;
}

const ParameterTable* find_core_table(const std::string& kind) {
  const auto& tables = core_tables();
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const ParameterTable& table) { return table.kind() == kind; });
  return found == tables.end() ? nullptr : &*found;
}

const ParameterTable& core_table_of(const std::type_info& type) {
  for (const ParameterTable& table : core_tables()) {
    if (table.defaults().type() == type) return table;
  }
  throw std::logic_error("no core kind has this parameter struct");
}

std::vector<std::string> core_kinds() {
  std::vector<std::string> kinds;
  for (const ParameterTable& table : core_tables()) kinds.push_back(table.kind());
  return kinds;
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/registry/registry.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {

const std::vector<SuiteEntry>& suite_entries() {
  static const std::vector<SuiteEntry> entries = {
      rmmu_entry(),           collector_entry(),   detector_entry(),  scheduler_entry(),
      filter_entry(),         elsa_hash_entry(),   elsa_norm_entry(), elsa_select_entry(),
      elsa_attention_entry(), elsa_divide_entry(), elsa_entry(),
  };
  return entries;
}

const SuiteEntry& suite_entry(const std::string& kind) {
  const auto& entries = suite_entries();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const SuiteEntry& entry) { return entry.kind == kind; });
  if (found == entries.end()) throw std::invalid_argument("core kind '" + kind + "' has no suite");
  return *found;
}

CoreSuite make_suite(const config::Config& config) {
  return suite_entry(config.core).make(config);
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/registry/suite_entry.hpp"

namespace winnow::verif {

// One function per core kind, each in a file of its own. A new core adds its line here and in registry.cpp.
SuiteEntry rmmu_entry();
SuiteEntry collector_entry();
SuiteEntry detector_entry();
SuiteEntry scheduler_entry();
SuiteEntry filter_entry();
SuiteEntry elsa_hash_entry();
SuiteEntry elsa_norm_entry();
SuiteEntry elsa_select_entry();
SuiteEntry elsa_attention_entry();
SuiteEntry elsa_divide_entry();
SuiteEntry elsa_entry();

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verif/suites/registry/suite_entry.hpp"

namespace winnow::verif {

// Every kind of core that can be verified, in the order of the config's tables.
const std::vector<SuiteEntry>& suite_entries();

// Throws std::invalid_argument for a kind without a suite.
const SuiteEntry& suite_entry(const std::string& kind);

// A new one: nothing counted yet.
CoreSuite make_suite(const config::Config& config);

}  // namespace winnow::verif

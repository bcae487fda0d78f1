// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/collector/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the collector's suite: each file adds its tests through a builder.
namespace winnow::verif::collector {

using SuiteBuilder = verif::SuiteBuilder<CollectorDriver, config::CollectorParameters, CollectorCoverage>;

void add_function_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::collector

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/rmmu/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the RMMU suite: each file adds its tests through a builder.
namespace winnow::verif::rmmu {

using SuiteBuilder = verif::SuiteBuilder<RmmuDriver, RmmuShape, RmmuCoverage>;

void add_arithmetic_tests(SuiteBuilder& builder);
void add_limit_tests(SuiteBuilder& builder);
void add_control_tests(SuiteBuilder& builder);
void add_routing_tests(SuiteBuilder& builder);
void add_weight_tests(SuiteBuilder& builder);
void add_shadow_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::rmmu

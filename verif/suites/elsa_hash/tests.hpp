// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/elsa_hash/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the suite of ELSA's hash computation: each file adds its tests through a builder.
namespace winnow::verif::elsa_hash {

using SuiteBuilder = verif::SuiteBuilder<Driver, config::ElsaHashParameters, ElsaHashCoverage>;

void add_function_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::elsa_hash

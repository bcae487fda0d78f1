// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include "verif/suites/elsa/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the suite: each file adds its tests through a builder.
namespace winnow::verif::elsa {

using SuiteBuilder = verif::SuiteBuilder<Driver, config::ElsaParameters, ElsaCoverage>;

inline void require(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

// Sends one head, and returns what became of it when it is done.
Passage run(Driver& driver, const Head& head);

void add_function_tests(SuiteBuilder& builder);
void add_edge_tests(SuiteBuilder& builder);
void add_number_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);
void add_rate_tests(SuiteBuilder& builder);
void add_hidden_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::elsa

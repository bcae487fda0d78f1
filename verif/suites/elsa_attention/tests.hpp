// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/elsa_attention/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the suite: each file adds its tests through a builder.
namespace winnow::verif::elsa_attention {

using SuiteBuilder = verif::SuiteBuilder<Driver, config::ElsaAttentionParameters, ElsaAttentionCoverage>;

// One query from its first slot to its end, which is a switch to the next when more follow.
void send_query(Driver& driver, const Vector& query, const std::vector<std::uint64_t>& addresses,
                bool is_first);
// Its end, and until its sums are out.
void finish_queries(Driver& driver);

void add_flow_tests(SuiteBuilder& builder);
void add_number_tests(SuiteBuilder& builder);
void add_random_tests(SuiteBuilder& builder);

}  // namespace winnow::verif::elsa_attention

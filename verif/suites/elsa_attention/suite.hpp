// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/elsa_attention_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa_attention/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one bank of ELSA's attention. Every test starts from reset and runs alone. `coverage`, when
// given, counts over all tests that are run.
Suite elsa_attention_suite(const config::ElsaAttentionParameters& parameters,
                           std::shared_ptr<ElsaAttentionCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_elsa_attention_model(const config::ElsaAttentionParameters& parameters);

// A legal configuration, biased towards the odd ones: one element, one key, one lane, narrow formats, both
// kinds of sums.
config::ElsaAttentionParameters random_elsa_attention_parameters(Random& random, unsigned most_elements);

}  // namespace winnow::verif

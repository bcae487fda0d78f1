// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/elsa_norm_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa_norm/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one norm unit. Every test starts from reset and runs alone. `coverage`, when given, counts
// over all tests that are run.
Suite elsa_norm_suite(const config::ElsaNormParameters& parameters,
                      std::shared_ptr<ElsaNormCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_elsa_norm_model(const config::ElsaNormParameters& parameters);

// A legal configuration, biased towards the odd ones: one element, formats without fraction.
config::ElsaNormParameters random_elsa_norm_parameters(Random& random);

}  // namespace winnow::verif

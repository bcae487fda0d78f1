// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/elsa_divide_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/elsa_divide/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of ELSA's output division. Every test starts from reset and runs alone. `coverage`, when given,
// counts over all tests that are run.
Suite elsa_divide_suite(const config::ElsaDivideParameters& parameters,
                        std::shared_ptr<ElsaDivideCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_elsa_divide_model(const config::ElsaDivideParameters& parameters);

// A legal configuration, biased towards the odd ones: one bank, one lane, narrow formats, both kinds of sums.
config::ElsaDivideParameters random_elsa_divide_parameters(Random& random);

}  // namespace winnow::verif

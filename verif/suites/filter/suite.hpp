// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/filter_parameters.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/filter/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one filter configuration, whose selector is a detector. Every test starts from reset and runs
// alone. `coverage`, when given, counts over all tests that are run.
Suite filter_suite(const config::FilterParameters& parameters,
                   std::shared_ptr<FilterCoverage> coverage = nullptr);

// The reference model that goes with it.
std::unique_ptr<Model> make_filter_model(const config::FilterParameters& parameters);

// A legal configuration of at most `largest_keys` keys, biased towards the odd ones.
config::FilterParameters random_filter_parameters(Random& random, unsigned tokens, unsigned largest_keys);

}  // namespace winnow::verif

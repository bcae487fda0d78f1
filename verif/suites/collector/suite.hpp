// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/collector_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/collector/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one collector. Every test starts from reset and runs alone. `coverage`, when given, counts
// over all tests that are run.
Suite collector_suite(const config::CollectorParameters& parameters,
                      std::shared_ptr<CollectorCoverage> coverage = nullptr);

// The reference model that goes with it. Throws std::invalid_argument for parameters outside the page's
// ranges.
std::unique_ptr<Model> make_collector_model(const config::CollectorParameters& parameters);

// A legal configuration, biased towards the odd ones: one key, one row, more keys per tile than keys, primes.
config::CollectorParameters random_collector_parameters(Random& random, unsigned most_keys);

}  // namespace winnow::verif

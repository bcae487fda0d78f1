// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/rmmu/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one RMMU configuration. Every test starts from reset and runs alone. `coverage`, when given,
// counts over all tests that are run. Throws std::invalid_argument for parameters outside the contract's
// ranges.
Suite rmmu_suite(const config::RmmuParameters& parameters, std::shared_ptr<RmmuCoverage> coverage = nullptr);

// The reference model that goes with it.
std::unique_ptr<Model> make_rmmu_model(const config::RmmuParameters& parameters);

// Empty coverage of a configuration.
std::shared_ptr<RmmuCoverage> make_rmmu_coverage(const config::RmmuParameters& parameters);

// A legal configuration, biased towards the odd ones: 1 x 1, primes, every precision set, all options.
// max_rows and max_columns: at least 1, at most 128.
config::RmmuParameters random_rmmu_parameters(Random& random, unsigned max_rows, unsigned max_columns);

// The same with the `index`-th of the 15 precision sets (index modulo 15).
config::RmmuParameters random_rmmu_parameters(Random& random, unsigned max_rows, unsigned max_columns,
                                              unsigned precision_set);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/detector_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/detector/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one detector configuration. Every test starts from reset and runs alone. `coverage`, when
// given, counts over all tests that are run. Throws std::invalid_argument for parameters outside the
// contract's ranges.
Suite detector_suite(const config::DetectorParameters& parameters,
                     std::shared_ptr<DetectorCoverage> coverage = nullptr);

// The reference model that goes with it.
std::unique_ptr<Model> make_detector_model(const config::DetectorParameters& parameters);

// Empty coverage of a configuration.
std::shared_ptr<DetectorCoverage> make_detector_coverage(const config::DetectorParameters& parameters);

// A legal configuration, biased towards the odd ones; `largest_keys` bounds maximum_keys.
config::DetectorParameters random_detector_parameters(Random& random, unsigned largest_keys);

}  // namespace winnow::verif

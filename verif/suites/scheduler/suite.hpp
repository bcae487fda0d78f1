// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/random.hpp"
#include "verif/suites/scheduler/coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The tests of one scheduler configuration. Every test starts from reset and runs alone. `coverage`, when
// given, counts over all tests that are run.
Suite scheduler_suite(const config::SchedulerParameters& parameters,
                      std::shared_ptr<SchedulerCoverage> coverage = nullptr);

// The reference model that goes with it.
std::unique_ptr<Model> make_scheduler_model(const config::SchedulerParameters& parameters);

// A legal configuration of at most `largest` keys, biased towards the odd ones.
config::SchedulerParameters random_scheduler_parameters(Random& random, unsigned tokens, unsigned largest);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of the scheduler's protocol (docs/cores/scheduler.md) that its suite must reach.
class SchedulerCoverage : public FunctionalCoverage {
 public:
  explicit SchedulerCoverage(const config::SchedulerParameters& parameters);
  // Counts a point that this configuration can reach; others are ignored.
  void count(const std::string& point) {
    if (declared(point)) hit(point);
  }
};

}  // namespace winnow::verif

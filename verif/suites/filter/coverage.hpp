// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/filter_parameters.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations between a selector and a scheduler (docs/cores/filter.md) that the filter's suite must reach;
// those inside the two are covered by their own suites.
class FilterCoverage : public FunctionalCoverage {
 public:
  explicit FilterCoverage(const config::FilterParameters& parameters);
  // Counts a point that this configuration can reach; others are ignored.
  void count(const std::string& point) {
    if (declared(point)) hit(point);
  }
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/detector_parameters.hpp"
#include "gen/config/part.hpp"
#include "gen/config/scheduler_parameters.hpp"

namespace winnow::config {

// User parameters of the filter core (docs/cores/filter.md): which cores are joined.
struct FilterParameters {
  Part selector{"detector", DetectorParameters{}};
  Part scheduler{"scheduler", SchedulerParameters{}};

  bool operator==(const FilterParameters&) const = default;
};

}  // namespace winnow::config

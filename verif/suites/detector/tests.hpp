// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/suites/detector/driver.hpp"
#include "verif/suites/suite_builder.hpp"

// Inside of the detector's suite: each file adds its tests through a builder.
namespace winnow::verif::detector {

using SuiteBuilder = verif::SuiteBuilder<DetectorDriver, DetectorShape, DetectorCoverage>;

void add_mode_tests(SuiteBuilder& builder);
void add_flow_tests(SuiteBuilder& builder);

inline constexpr DetectorMode all_modes[] = {DetectorMode::threshold, DetectorMode::cap, DetectorMode::topk,
                                             DetectorMode::shared};

}  // namespace winnow::verif::detector

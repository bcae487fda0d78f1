// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/suites/captured/elsa_report.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/elsa/driver.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::elsa {

// How a head is to be approximated.
struct Approximation {
  double degree = 1;                      // p of the paper; 0: not at all
  std::optional<std::int64_t> threshold;  // code of the head; absent: learned from the head itself
};

// The part of a captured head that the accelerator can take: tokens and elements that fit.
sim::Head fitting(const ElsaShape& shape, const sim::Head& head, std::size_t most_queries);
// It as the accelerator gets it: rounded and padded, the scale times log2(e); threshold and approximation_off
// as the approximation says; a threshold that it lacks is learned from this head (docs/calibration.md).
Head captured_head(const config::ElsaParameters& parameters, const sim::Head& fitting,
                   const Approximation& approximation);
// None, and p = 0.5, 1, 2 and 4 with thresholds learned from the head.
std::vector<Approximation> usual_approximations();

// The queries of a head over all of its keys that fit, a test for each approximation: real_input_all_keys
// without one, real_input_p0_5 for p = 0.5, and so on. As many queries as take no more than the
// budget of SuiteTest::run (70000 cycles by default) when every key is selected, one at least. `on_report`
// gets each finished run's figures.
Suite captured_suite(const config::ElsaParameters& parameters, const std::shared_ptr<const RealInput>& input,
                     const std::vector<Approximation>& approximations,
                     const std::function<void(const CapturedReport&)>& on_report = {});

}  // namespace winnow::verif::elsa

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "gen/config/filter_parameters.hpp"
#include "verif/suites/captured/scheduler_input.hpp"

namespace winnow::verif::filter {

// Groups of consecutive queries of a captured head, from scores as ScoreGroups gives them to rounds:
// real_input_topk, the best tenth of the keys by estimated score, and real_input_threshold. Rounds are held
// to a stable sort of the scores. Queries run until the budget of SuiteTest::run (20000 cycles by default) is
// used up. `on_report` gets each finished run's figures.
Suite captured_suite(const config::FilterParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const scheduler::CapturedReport&)> on_report = {});

}  // namespace winnow::verif::filter

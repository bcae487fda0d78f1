// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::scheduler {

// How a captured head's groups were scheduled.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::string picks = "best tenth";   // what the groups want
  std::size_t queries = 0, keys = 0;  // that were used: the first ones
  std::uint64_t cycles = 0;           // from reset to the last round
  std::uint64_t rounds = 0;
  std::uint64_t connections = 0;  // row and key: the loads of a schedule that shares none
  std::uint64_t loads = 0;
  std::uint64_t distinct = 0;  // keys of a group that any row wants, over all groups: the fewest loads
};

// One line for people.
std::string describe(const CapturedReport& report);
nlohmann::ordered_json to_json(const CapturedReport& report);

// Groups of consecutive queries with the best tenth (rounded up) of the keys that each sees, by exact score:
// real_input_rounds. Of more than maximum_keys keys the first ones count. Queries run until the budget of
// SuiteTest::run (20000 cycles by default) is used up. `on_report` gets the finished run's figures.
Suite captured_suite(const config::SchedulerParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report = {});

}  // namespace winnow::verif::scheduler

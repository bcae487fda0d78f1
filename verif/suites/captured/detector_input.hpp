// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "gen/config/detector_parameters.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::detector {

// What the detector selected from a captured head's scores.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::string mode;                   // "topk" or "threshold"
  std::size_t queries = 0, keys = 0;  // that were used: the first ones
  std::size_t limit = 0;              // k
  std::uint64_t cycles = 0;           // from reset to the last candidate
  double selected = 0;                // keys per query, mean
  std::size_t most_selected = 0;      // of any query
  double recall = 0;                  // share of the exact k best keys of each query that are selected
};

// One line for people.
std::string describe(const CapturedReport& report);
nlohmann::ordered_json to_json(const CapturedReport& report);

// Selects from Q K^T of one head, as an estimate in INT4 gives it (docs/data.md), brought to the detector's
// score width with one scale for the head: real_input_topk, the ceil(n/10) best keys of every query, and
// real_input_threshold, one threshold for all queries, the mean of their k-th best scores. n is the number of
// keys, or maximum_keys if that is less. Every selection is compared with a stable sort. Queries run until
// the budget of SuiteTest::run (20000 cycles by default) is used up. `on_report` gets each finished run's
// figures.
Suite captured_suite(const config::DetectorParameters& parameters, std::shared_ptr<const RealInput> input,
                     std::function<void(const CapturedReport&)> on_report = {});

}  // namespace winnow::verif::detector

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/elsa/driver.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::elsa {

// How a head is to be approximated.
struct Approximation {
  double degree = 1;                      // p of the paper; 0: not at all
  std::optional<std::int64_t> threshold;  // code of the head; absent: learned from the head itself
};

// What the accelerator made of a captured head.
struct CapturedReport {
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::size_t queries = 0, keys = 0, dimension = 0;  // that were used: the first ones
  double degree = 0;                                 // p of the paper; 0: no approximation
  double threshold = 0;                              // t of the head; 0 without approximation
  double share = 0;                                  // of the keys that the queries see, selected

  // Cycles from the transfer to the first acceptance, on to the last query's moving on, and to the end.
  std::uint64_t preprocessing = 0, execution = 0, ending = 0;
  // The closed form for the execution: the sum over the queries of max(H, r, c, C). Queries that differ can
  // do better, since selection is a query ahead.
  std::uint64_t closed_form = 0;
  // What each part has to do for all queries, in cycles: q H, the sum of r, of c, q C; and how many queries
  // each bounds in the closed form (the first of equal ones).
  struct Work {
    std::uint64_t cycles = 0;
    std::size_t queries = 0;
  };
  Work hash, scan, candidates, division;
  // Of a machine that uses all of its 2 Pa d + mo multipliers in every cycle on all keys.
  double ideal = 0;

  // Relative L2 of the output against double precision on the same rounded inputs: over the selected keys,
  // over all keys, and of the output's own rounding.
  double error_on_selected = 0, error_on_all = 0, error_of_rounding = 0;

  std::uint64_t cycles() const { return preprocessing + execution + ending; }
};

// One line for people.
std::string describe(const CapturedReport& report);
nlohmann::ordered_json to_json(const CapturedReport& report);

// The part of a captured head that the accelerator can take: tokens and elements that fit.
sim::Head fitting(const ElsaShape& shape, const sim::Head& head, std::size_t most_queries);
// It as the accelerator gets it: rounded and padded, the scale times log2(e); threshold and approximation_off
// as the approximation says; a threshold that it lacks is learned from this head (docs/calibration.md).
Head captured_head(const config::ElsaParameters& parameters, const sim::Head& fitting,
                   const Approximation& approximation);
// What is to be said of a run.
CapturedReport report_on(const config::ElsaParameters& parameters, const sim::Head& fitting, const Head& head,
                         const Passage& passage);

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

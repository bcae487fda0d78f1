// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "gen/config/rmmu_parameters.hpp"
#include "sim/quantise.hpp"
#include "verif/harness/bench.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/rmmu_attention/score_mapping.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// How much of the head runs: its first queries and keys.
struct RealInputLimits {
  std::size_t queries = 32;
  std::size_t keys = 128;
  // Halves queries and keys in turn until a run is no longer than this (but at least one of each).
  std::uint64_t cycles = 20000;
};

// What a run found. Every cycle was also compared with the reference model, by the bench.
struct RealInputReport {
  std::string kind;  // "scores" (row reduction, Q K^T) or "weighted_values" (element reduction, softmax * V)
  std::string case_name;
  int layer = 0;
  std::size_t head = 0;
  std::string precision;                          // "fx16", "int4"
  std::string layout;                             // scores: "groups" or "segments"
  std::string range_rule;                         // of the quantisation, or the fixed-point formats
  std::size_t queries = 0, keys = 0;              // of the tile
  std::size_t dimension = 0, head_dimension = 0;  // vector elements used, and of the head
  std::size_t passes = 0;                         // array passes per vector
  std::uint64_t cycles = 0;                       // all of the run, reset and weight loads included
  std::uint64_t results = 0;                      // compared with plain integers
  std::uint64_t mismatches = 0;                   // 0 unless the device is wrong
  std::optional<Mismatch> first_mismatch;
  double relative_error = 0;           // relative L2, against double precision on the same tile
  std::optional<double> top10_recall;  // scores: share of the exact top 10 % keys that is kept
};

// One line for people.
std::string describe(const RealInputReport& report);
nlohmann::ordered_json to_json(const RealInputReport& report);

// Quantises Q and K per head to the precision shape.modes[mode] (sim::default_rule), computes their products
// on the array and compares them with plain integers. Throws MismatchError when the device differs from the
// model.
RealInputReport run_scores(Bench& bench, const RmmuShape& shape, const RealInput& input, std::size_t mode,
                           ScoreLayout layout, const RealInputLimits& limits);

// Weighted sum of V by exact attention probabilities in element reduction. For B = 16 weights are u0.15 and V
// is s5.10 (spec of the multi-function unit); for lower B weights are u0.(B-1), V has one scale per head.
RealInputReport run_weighted_values(Bench& bench, const RmmuShape& shape, const RealInput& input,
                                    const RealInputLimits& limits);

// The tests of one array on one head: real_input_fx16, real_input_int4, … in the natural layout,
// real_input_int4_segments (or _groups) in the other where the array has both, and
// real_input_weighted_values. `on_report` gets each finished run's figures. A result that differs from plain
// integers fails the test. The budget of SuiteTest::run, if not 0, replaces limits.cycles.
Suite real_input_suite(const config::RmmuParameters& parameters, std::shared_ptr<const RealInput> input,
                       RealInputLimits limits = {},
                       std::function<void(const RealInputReport&)> on_report = {});

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "sim/activations.hpp"
#include "sim/elsa/calibration.hpp"
#include "verif/harness/runner.hpp"
#include "verif/suites/functional_coverage.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// The suite of one configuration and what belongs to it. Tests count into `coverage`, so that two threads
// need two of these.
struct CoreSuite {
  Suite suite;
  ModelFactory model;
  std::shared_ptr<const FunctionalCoverage> coverage;
};

// What a test on captured activations found, beyond that the device did what the model says: for people and
// for verify.json.
struct RealInputFigures {
  std::string text;  // one line
  nlohmann::ordered_json json;
};
using RealInputSink = std::function<void(const RealInputFigures&)>;

// How Verilator builds a module.
struct ModuleHints {
  bool out_of_line = false;  // compiled once, not once per instance
  bool untraced = false;     // left out of waves: too many signals, and few of them tell anything
};

// How one kind of core is verified. A new core adds a function that returns its entry, in a file of its own,
// to entries.hpp and registry.cpp.
struct SuiteEntry {
  std::string kind;  // as in the config's "core"
  CoreSuite (*make)(const config::Config& config) = nullptr;
  // Tests on captured activations, one or more per case, with unlike names. Each finished run hands its
  // figures to the sink. nullptr: the core has none.
  Suite (*real_input)(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                      const RealInputSink& sink) = nullptr;
  // The same with what a calibration holds for their heads; the config has its constants already. Throws
  // sim::DataError for heads that it lacks. nullptr: the core takes no calibration.
  Suite (*calibrated_input)(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                            const sim::elsa::CalibrationFile& calibration,
                            const RealInputSink& sink) = nullptr;
  // nullptr: no module is special.
  ModuleHints (*hints)(const config::Config& config, const std::string& module) = nullptr;
};

}  // namespace winnow::verif

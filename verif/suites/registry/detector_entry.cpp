// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/detector_input.hpp"
#include "verif/suites/detector/suite.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::DetectorParameters>();
  const auto coverage = make_detector_coverage(parameters);
  return {detector_suite(parameters, coverage), [parameters] { return make_detector_model(parameters); },
          coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::DetectorParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return detector::captured_suite(parameters, input, [sink](const detector::CapturedReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

}  // namespace

SuiteEntry detector_entry() {
  return {.kind = "detector", .make = make, .real_input = real_input};
}

}  // namespace winnow::verif

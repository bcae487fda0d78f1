// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::DetectorParameters>();
  const auto coverage = make_detector_coverage(parameters);
  return {detector_suite(parameters, coverage), [parameters] { return make_detector_model(parameters); },
          coverage};
}

}  // namespace

SuiteEntry detector_entry() {
  return {.kind = "detector", .make = make};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/collector/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::CollectorParameters>();
  const auto coverage = std::make_shared<CollectorCoverage>(parameters);
  return {collector_suite(parameters, coverage), [parameters] { return make_collector_model(parameters); },
          coverage};
}

}  // namespace

SuiteEntry collector_entry() {
  return {.kind = "collector", .make = make};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_divide/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaDivideParameters>();
  const auto coverage = std::make_shared<ElsaDivideCoverage>(parameters);
  return {elsa_divide_suite(parameters, coverage),
          [parameters] { return make_elsa_divide_model(parameters); }, coverage};
}

// A lane is compiled once.
ModuleHints hints(const config::Config& /*config*/, const std::string& module) {
  return {.out_of_line = module.starts_with("elsa_divide_lane"), .untraced = false};
}

}  // namespace

SuiteEntry elsa_divide_entry() {
  return {.kind = "elsa_divide", .make = make, .hints = hints};
}

}  // namespace winnow::verif

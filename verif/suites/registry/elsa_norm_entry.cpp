// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_norm/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaNormParameters>();
  const auto coverage = std::make_shared<ElsaNormCoverage>(parameters);
  return {elsa_norm_suite(parameters, coverage), [parameters] { return make_elsa_norm_model(parameters); },
          coverage};
}

}  // namespace

SuiteEntry elsa_norm_entry() {
  return {.kind = "elsa_norm", .make = make};
}

}  // namespace winnow::verif

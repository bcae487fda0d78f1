// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_select/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaSelectParameters>();
  const auto coverage = std::make_shared<ElsaSelectCoverage>(ElsaSelectShape(parameters));
  return {elsa_select_suite(parameters, coverage),
          [parameters] { return make_elsa_select_model(parameters); }, coverage};
}

}  // namespace

SuiteEntry elsa_select_entry() {
  return {.kind = "elsa_select", .make = make};
}

}  // namespace winnow::verif

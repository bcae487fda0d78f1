// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaParameters>();
  const auto coverage = std::make_shared<ElsaCoverage>(ElsaShape(parameters));
  return {elsa_suite(parameters, coverage), [parameters] { return make_elsa_model(parameters); }, coverage};
}

// What attention asks for; selectors, too, are compiled once.
ModuleHints hints(const config::Config& config, const std::string& module) {
  ModuleHints hints = elsa_attention_entry().hints(config, module);
  hints.out_of_line = hints.out_of_line || module.starts_with("elsa_selector");
  return hints;
}

}  // namespace

SuiteEntry elsa_entry() {
  return {.kind = "elsa", .make = make, .hints = hints};
}

}  // namespace winnow::verif

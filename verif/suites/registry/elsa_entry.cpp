// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_input.hpp"
#include "verif/suites/elsa/suite.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto& parameters = config.as<config::ElsaParameters>();
  const auto coverage = std::make_shared<ElsaCoverage>(ElsaShape(parameters));
  return {elsa_suite(parameters, coverage), [parameters] { return make_elsa_model(parameters); }, coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto& parameters = config.as<config::ElsaParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return elsa::captured_suite(parameters, input, [sink](const elsa::CapturedReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

// What attention asks for; selectors, too, are compiled once.
ModuleHints hints(const config::Config& config, const std::string& module) {
  ModuleHints hints = elsa_attention_entry().hints(config, module);
  hints.out_of_line = hints.out_of_line || module.starts_with("elsa_selector");
  return hints;
}

}  // namespace

SuiteEntry elsa_entry() {
  return {.kind = "elsa", .make = make, .real_input = real_input, .hints = hints};
}

}  // namespace winnow::verif

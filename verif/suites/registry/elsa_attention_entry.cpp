// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_attention_input.hpp"
#include "verif/suites/elsa_attention/suite.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaAttentionParameters>();
  const auto coverage = std::make_shared<ElsaAttentionCoverage>(parameters);
  return {elsa_attention_suite(parameters, coverage),
          [parameters] { return make_elsa_attention_model(parameters); }, coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::ElsaAttentionParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return elsa_attention::captured_suite(parameters, input,
                                          [sink](const elsa_attention::CapturedReport& report) {
                                            sink({describe(report), to_json(report)});
                                          });
  });
}

// Products and sums are compiled once, not once per element.
ModuleHints hints(const config::Config& /*config*/, const std::string& module) {
  return {.out_of_line =
              module.starts_with("elsa_attention_products") || module.starts_with("elsa_attention_value_sum"),
          .untraced = false};
}

}  // namespace

SuiteEntry elsa_attention_entry() {
  return {.kind = "elsa_attention", .make = make, .real_input = real_input, .hints = hints};
}

}  // namespace winnow::verif

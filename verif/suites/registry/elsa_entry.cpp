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

Suite captured(const config::Config& config, const std::shared_ptr<const RealInput>& input,
               const std::vector<elsa::Approximation>& approximations, const RealInputSink& sink) {
  return elsa::captured_suite(config.as<config::ElsaParameters>(), input, approximations,
                              [sink](const elsa::CapturedReport& report) {
                                sink({describe(report), to_json(report)});
                              });
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return captured(config, input, elsa::usual_approximations(), sink);
  });
}

Suite calibrated_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                       const sim::elsa::CalibrationFile& calibration, const RealInputSink& sink) {
  std::vector<sim::elsa::HeadName> heads;
  Suite suite = per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    const auto head = static_cast<unsigned>(input->head);
    heads.push_back({input->model, input->layer, head});
    const auto* const found = calibration.content.find(input->model, input->layer, head);
    const std::int64_t code = found == nullptr ? 0 : found->code;
    return captured(config, input, {{0, {}}, {calibration.content.degree, code}}, sink);
  });
  sim::elsa::require_thresholds(calibration, heads);
  return suite;
}

// What attention asks for; selectors, too, are compiled once.
ModuleHints hints(const config::Config& config, const std::string& module) {
  ModuleHints hints = elsa_attention_entry().hints(config, module);
  hints.out_of_line = hints.out_of_line || module.starts_with("elsa_selector");
  return hints;
}

}  // namespace

SuiteEntry elsa_entry() {
  return {.kind = "elsa",
          .make = make,
          .real_input = real_input,
          .calibrated_input = calibrated_input,
          .hints = hints};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/elsa_hash_input.hpp"
#include "verif/suites/elsa_hash/suite.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::ElsaHashParameters>();
  const auto coverage = std::make_shared<ElsaHashCoverage>(parameters);
  return {elsa_hash_suite(parameters, coverage), [parameters] { return make_elsa_hash_model(parameters); },
          coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::ElsaHashParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return elsa_hash::captured_suite(parameters, input, [sink](const elsa_hash::CapturedReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

}  // namespace

SuiteEntry elsa_hash_entry() {
  return {.kind = "elsa_hash", .make = make, .real_input = real_input};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/filter_input.hpp"
#include "verif/suites/filter/suite.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::FilterParameters>();
  const auto coverage = std::make_shared<FilterCoverage>(parameters);
  return {filter_suite(parameters, coverage), [parameters] { return make_filter_model(parameters); },
          coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::FilterParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return filter::captured_suite(parameters, input, [sink](const scheduler::CapturedReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

// What the scheduler asks for.
ModuleHints hints(const config::Config& config, const std::string& module) {
  const config::Part& scheduler = config.as<config::FilterParameters>().scheduler;
  const SuiteEntry entry = scheduler_entry();
  return entry.hints({scheduler.core, config.name + "_scheduler", scheduler.parameters, std::nullopt},
                     module);
}

}  // namespace

SuiteEntry filter_entry() {
  return {.kind = "filter", .make = make, .real_input = real_input, .hints = hints};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/scheduler_input.hpp"
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"
#include "verif/suites/scheduler/suite.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::SchedulerParameters>();
  const auto coverage = std::make_shared<SchedulerCoverage>(parameters);
  return {scheduler_suite(parameters, coverage), [parameters] { return make_scheduler_model(parameters); },
          coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::SchedulerParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return scheduler::captured_suite(parameters, input, [sink](const scheduler::CapturedReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

// A block of masks is compiled once.
ModuleHints hints(const config::Config& /*config*/, const std::string& module) {
  return {.out_of_line = module.starts_with("scheduler_block"), .untraced = false};
}

}  // namespace

SuiteEntry scheduler_entry() {
  return {.kind = "scheduler", .make = make, .real_input = real_input, .hints = hints};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/scheduler/suite.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::SchedulerParameters>();
  const auto coverage = std::make_shared<SchedulerCoverage>(parameters);
  return {scheduler_suite(parameters, coverage), [parameters] { return make_scheduler_model(parameters); },
          coverage};
}

// A block of masks is compiled once.
ModuleHints hints(const config::Config& /*config*/, const std::string& module) {
  return {.out_of_line = module.starts_with("scheduler_block"), .untraced = false};
}

}  // namespace

SuiteEntry scheduler_entry() {
  return {.kind = "scheduler", .make = make, .real_input = nullptr, .hints = hints};
}

}  // namespace winnow::verif

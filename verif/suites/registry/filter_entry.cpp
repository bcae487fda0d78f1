// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/filter/suite.hpp"
#include "verif/suites/registry/entries.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::FilterParameters>();
  const auto coverage = std::make_shared<FilterCoverage>(parameters);
  return {filter_suite(parameters, coverage), [parameters] { return make_filter_model(parameters); },
          coverage};
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
  return {.kind = "filter", .make = make, .real_input = nullptr, .hints = hints};
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/registry/entries.hpp"
#include "verif/suites/registry/per_case.hpp"
#include "verif/suites/rmmu/suite.hpp"
#include "verif/suites/rmmu_attention/real_input.hpp"

namespace winnow::verif {
namespace {

CoreSuite make(const config::Config& config) {
  const auto parameters = config.as<config::RmmuParameters>();
  const auto coverage = make_rmmu_coverage(parameters);
  return {rmmu_suite(parameters, coverage), [parameters] { return make_rmmu_model(parameters); }, coverage};
}

Suite real_input(const config::Config& config, const std::vector<sim::ActivationCase>& cases,
                 const RealInputSink& sink) {
  const auto parameters = config.as<config::RmmuParameters>();
  return per_case(cases, [&](const std::shared_ptr<const RealInput>& input) {
    return real_input_suite(parameters, input, {}, [sink](const RealInputReport& report) {
      sink({describe(report), to_json(report)});
    });
  });
}

bool is_large(const config::RmmuParameters& parameters) {
  return parameters.rows * parameters.columns > 64;
}

// A processing element and a row are compiled once, not once per instance: that keeps large arrays quick to
// build. The sums inside the multipliers of a large array are a hundred thousand signals, and few are
// registers.
ModuleHints hints(const config::Config& config, const std::string& module) {
  return {.out_of_line = module.starts_with("rmmu_pe") || module == config.name + "_row",
          .untraced = module.starts_with("rmmu_multiplier") && is_large(config.as<config::RmmuParameters>())};
}

}  // namespace

SuiteEntry rmmu_entry() {
  return {.kind = "rmmu", .make = make, .real_input = real_input, .hints = hints};
}

}  // namespace winnow::verif

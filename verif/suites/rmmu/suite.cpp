// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/rmmu/suite.hpp"

#include "verif/models/rmmu/model.hpp"
#include "verif/suites/rmmu/tests.hpp"

namespace winnow::verif {

Suite rmmu_suite(const config::RmmuParameters& parameters, std::shared_ptr<RmmuCoverage> coverage) {
  rmmu::SuiteBuilder builder(RmmuShape(parameters), std::move(coverage));
  rmmu::add_control_tests(builder);
  rmmu::add_arithmetic_tests(builder);
  rmmu::add_routing_tests(builder);
  rmmu::add_weight_tests(builder);
  if (builder.parameters().has_shadow) rmmu::add_shadow_tests(builder);
  rmmu::add_random_tests(builder);
  rmmu::add_limit_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_rmmu_model(const config::RmmuParameters& parameters) {
  return std::make_unique<RmmuModel>(parameters);
}

std::shared_ptr<RmmuCoverage> make_rmmu_coverage(const config::RmmuParameters& parameters) {
  return std::make_shared<RmmuCoverage>(RmmuShape(parameters));
}

}  // namespace winnow::verif

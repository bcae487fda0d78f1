// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/suite.hpp"

#include "verif/models/elsa/model.hpp"
#include "verif/suites/elsa/tests.hpp"

namespace winnow::verif {

Suite elsa_suite(const config::ElsaParameters& parameters, std::shared_ptr<ElsaCoverage> coverage) {
  elsa::SuiteBuilder builder(parameters, std::move(coverage));
  elsa::add_function_tests(builder);
  elsa::add_edge_tests(builder);
  elsa::add_number_tests(builder);
  elsa::add_flow_tests(builder);
  elsa::add_rate_tests(builder);
  if (parameters.hide_preprocessing) elsa::add_hidden_tests(builder);
  elsa::add_random_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_model(const config::ElsaParameters& parameters) {
  return std::make_unique<ElsaModel>(parameters);
}

}  // namespace winnow::verif

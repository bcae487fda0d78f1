// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_hash/suite.hpp"

#include "verif/models/elsa_hash/model.hpp"
#include "verif/suites/elsa_hash/tests.hpp"

namespace winnow::verif {

Suite elsa_hash_suite(const config::ElsaHashParameters& parameters,
                      std::shared_ptr<ElsaHashCoverage> coverage) {
  elsa_hash::SuiteBuilder builder(parameters, std::move(coverage));
  elsa_hash::add_function_tests(builder);
  elsa_hash::add_flow_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_elsa_hash_model(const config::ElsaHashParameters& parameters) {
  return std::make_unique<ElsaHashModel>(parameters);
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/collector/suite.hpp"

#include <algorithm>

#include "verif/models/collector/model.hpp"
#include "verif/suites/collector/tests.hpp"

namespace winnow::verif {

Suite collector_suite(const config::CollectorParameters& parameters,
                      std::shared_ptr<CollectorCoverage> coverage) {
  collector::SuiteBuilder builder(parameters, std::move(coverage));
  collector::add_function_tests(builder);
  collector::add_flow_tests(builder);
  collector::add_random_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_collector_model(const config::CollectorParameters& parameters) {
  return std::make_unique<CollectorModel>(parameters);
}

config::CollectorParameters random_collector_parameters(Random& random, unsigned most_keys) {
  config::CollectorParameters p;
  const auto size = [&](unsigned maximum) {
    return random.one_in(4) ? 1 : 1 + static_cast<unsigned>(random.below(maximum));
  };
  p.maximum_keys = size(most_keys);
  p.tokens = size(8);
  p.keys_per_cycle = random.one_in(3) ? 1U << random.below(6) : size(32);
  if (random.one_in(3)) p.keys_per_cycle = size(std::min(p.maximum_keys, 32U));
  return p;
}

}  // namespace winnow::verif

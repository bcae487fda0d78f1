// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/suite.hpp"

#include <algorithm>

#include "verif/models/detector/model.hpp"
#include "verif/suites/detector/tests.hpp"

namespace winnow::verif {

Suite detector_suite(const config::DetectorParameters& parameters,
                     std::shared_ptr<DetectorCoverage> coverage) {
  detector::SuiteBuilder builder(DetectorShape(parameters), std::move(coverage));
  detector::add_mode_tests(builder);
  detector::add_flow_tests(builder);
  return builder.take();
}

std::unique_ptr<Model> make_detector_model(const config::DetectorParameters& parameters) {
  return std::make_unique<DetectorModel>(parameters);
}

std::shared_ptr<DetectorCoverage> make_detector_coverage(const config::DetectorParameters& parameters) {
  return std::make_shared<DetectorCoverage>(DetectorShape(parameters));
}

config::DetectorParameters random_detector_parameters(Random& random, unsigned largest_keys) {
  const auto between = [&random](unsigned low, unsigned high) {
    return low + static_cast<unsigned>(random.below(high - low + 1));
  };
  config::DetectorParameters p;
  p.tokens = random.one_in(3) ? 1U << random.below(4) : between(1, 8);
  p.keys_per_cycle = random.one_in(3) ? 1 : between(1, random.one_in(4) ? 32 : 8);
  p.maximum_keys = random.one_in(8) ? 1 : between(1, largest_keys);
  p.score_bits = between(2, random.one_in(3) ? 16 : 6);
  p.passes = p.score_bits <= 8 && random.one_in(2) ? 1 : 2;
  return p;
}

}  // namespace winnow::verif

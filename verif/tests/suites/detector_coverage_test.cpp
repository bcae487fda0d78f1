// SPDX-License-Identifier: Apache-2.0
// Full coverage is a condition of passing, so it must not hang on luck: the directed tests alone reach every
// point, whatever the seed and the parameters. The device is the model itself: what counts is what was
// driven.
#include <boost/test/unit_test.hpp>

#include "verif/harness/model_dut.hpp"
#include "verif/models/detector/model.hpp"
#include "verif/suites/detector/suite.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

void require_covered(const config::DetectorParameters& p, std::uint64_t seed) {
  const auto coverage = make_detector_coverage(p);
  for (const SuiteTest& test : detector_suite(p, coverage)) {
    if (test.random) continue;
    ModelDut device(std::make_unique<DetectorModel>(p));
    DetectorModel model(p);
    Bench bench(device, model, test.name, seed);
    test.run(bench, 0);
  }
  std::string missing;
  for (const std::string& name : coverage->missing()) missing += "\n  " + name;
  BOOST_TEST(missing.empty(), "T " << p.tokens << " P " << p.keys_per_cycle << " n " << p.maximum_keys
                                   << " b " << p.score_bits << " passes " << p.passes << missing);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_directed_tests_reach_every_point_of_random_configurations) {
  Random random(3);
  for (unsigned i = 0; i < 80; ++i) require_covered(random_detector_parameters(random, 60), i);
}

BOOST_AUTO_TEST_CASE(the_smallest_are_covered) {
  for (const unsigned tokens : {1U, 2U, 8U}) {
    for (const unsigned keys : {1U, 2U, 3U}) {
      for (const unsigned maximum : {1U, 2U, 3U}) {
        require_covered(
            {.tokens = tokens, .keys_per_cycle = keys, .maximum_keys = maximum, .score_bits = 2, .passes = 1},
            5);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(points_follow_from_the_parameters) {
  const auto declared = [](const config::DetectorParameters& p, const std::string& point) {
    return make_detector_coverage(p)->points().count(point) == 1U;
  };
  config::DetectorParameters p{
      .tokens = 1, .keys_per_cycle = 4, .maximum_keys = 3, .score_bits = 2, .passes = 1};
  for (const char* impossible : {"topk tile left out", "rows fewer than tokens", "rows beyond tokens",
                                 "length beyond maximum_keys", "fewer tiles than length"}) {
    BOOST_TEST(!declared(p, impossible), impossible);
  }
  p.tokens = 2;
  p.maximum_keys = 5;
  for (const char* possible : {"topk tile left out", "rows fewer than tokens", "rows beyond tokens",
                               "length beyond maximum_keys", "fewer tiles than length"}) {
    BOOST_TEST(declared(p, possible), possible);
  }
}

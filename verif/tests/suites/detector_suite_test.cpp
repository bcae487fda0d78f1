// SPDX-License-Identifier: Apache-2.0
// The detector's suite, run on its model: the directed tests reach every point, whatever the parameters and
// the seed, and the suite notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/detector/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

std::string describe(const config::DetectorParameters& p) {
  return "T " + std::to_string(p.tokens) + " P " + std::to_string(p.keys_per_cycle) + " n " +
         std::to_string(p.maximum_keys) + " b " + std::to_string(p.score_bits) + " passes " +
         std::to_string(p.passes);
}

void require_covered(const config::DetectorParameters& p, std::uint64_t seed) {
  const auto coverage = make_detector_coverage(p);
  testing::require_covered(
      detector_suite(p, coverage), [p] { return make_detector_model(p); }, *coverage, seed, describe(p));
}

constexpr config::DetectorParameters small{
    .tokens = 2, .keys_per_cycle = 3, .maximum_keys = 13, .score_bits = 4, .passes = 1};
constexpr std::size_t ready_o = 0, valid_o = 1, base_o = 2, mask_o = 3, last_o = 4, count_o = 5;

std::string verdict(const Fault& fault, testing::Wrong wrong) {
  return testing::first_failure(
             detector_suite(small), [] { return make_detector_model(small); }, 1, 1000, fault, wrong)
      .value_or("");
}

// What the suite says when device and model do the same wrong thing to a transfer of candidates.
template <class Change>
std::string shared_verdict(Change change) {
  return verdict(
      [change](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
        if (outputs[valid_o].value[0] == 1) change(outputs);
      },
      testing::Wrong::both);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_directed_tests_reach_every_point_of_random_configurations) {
  Random random(3);
  for (unsigned i = 0; i < 40; ++i) require_covered(random_detector_parameters(random, 60), i);
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

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  const std::string file = std::string(source) + "/configs/detector_small.json";
  require_covered(config::load_config(file).as<config::DetectorParameters>(), 1);
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  BOOST_TEST(verdict({}, testing::Wrong::device) == "");
  for (const std::size_t output : {ready_o, valid_o, base_o, mask_o, last_o, count_o}) {
    const Fault flip = [output](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 40 && outputs[valid_o].value[0] == 1) outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(flip, testing::Wrong::device) != "", output);
  }
}

// The driver keeps its own account of what is selected, and the monitor knows the stream's rules.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  check_contains(shared_verdict([](auto& o) { o[mask_o].value[0] &= ~4U; }), "is not selected by the rows");
  check_contains(shared_verdict([](auto& o) { o[mask_o].value[0] |= 1U; }), "is not selected by the rows");
  check_contains(shared_verdict([](auto& o) { o[count_o].value[0] ^= 1U; }), "the counts with the tile");
  check_contains(shared_verdict([](auto& o) { o[base_o].value[0] = 0; }), "candidates");
  check_contains(shared_verdict([](auto& o) { o[last_o].value[0] = 1; }), "has last, but is not");
  BOOST_TEST(shared_verdict([](auto& o) { o[last_o].value[0] = 0; }) != "");
  check_contains(shared_verdict([](auto& o) { o[count_o].known = {0}; }), "a field is undefined while valid");
}

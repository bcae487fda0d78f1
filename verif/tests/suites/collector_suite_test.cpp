// SPDX-License-Identifier: Apache-2.0
// The collector's suite, run on its model: it reaches what it must, whatever the parameters, and notices
// faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/collector/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

std::string describe(const config::CollectorParameters& p) {
  return std::to_string(p.maximum_keys) + " keys, " + std::to_string(p.tokens) + " rows, " +
         std::to_string(p.keys_per_cycle) + " per cycle";
}

void require_covered(const config::CollectorParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<CollectorCoverage>(p);
  testing::require_covered(
      collector_suite(p, coverage), [p] { return make_collector_model(p); }, *coverage, seed, describe(p));
}

std::string verdict(const config::CollectorParameters& p, const Fault& fault, testing::Wrong wrong) {
  return testing::first_failure(
             collector_suite(p), [p] { return make_collector_model(p); }, 1, 300, fault, wrong)
      .value_or("");
}

constexpr std::size_t ready_o = 0, valid_o = 1, base_o = 2, mask_o = 3, last_o = 4;

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(3);
  for (unsigned i = 0; i < 80; ++i) require_covered(random_collector_parameters(random, 60), i);
  for (const config::CollectorParameters& p : {config::CollectorParameters{1, 1, 1},
                                               {2, 1, 1},
                                               {1, 8, 32},
                                               {32, 1, 32},
                                               {33, 2, 32},
                                               {1024, 4, 16}}) {
    require_covered(p, 1);
  }
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"collector", "collector_small", "collector_odd"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::CollectorParameters>(), 1);
  }
}

// What a configuration cannot reach is not asked for.
BOOST_AUTO_TEST_CASE(points_follow_from_the_parameters) {
  const auto declared = [](const config::CollectorParameters& p, const char* point) {
    return CollectorCoverage(p).points().count(point) == 1;
  };
  for (const char* point : {"first tile left out", "last tile left out",
                            "picks of one tile one after the other", "tile between others left out"}) {
    BOOST_TEST(!declared({16, 4, 16}, point), point);
    BOOST_TEST(declared({33, 4, 16}, point), point);
  }
  BOOST_TEST(!declared({32, 4, 16}, "tile between others left out"));
  BOOST_TEST(!declared({32, 4, 16}, "key beyond the last"));
  BOOST_TEST(declared({31, 4, 16}, "key beyond the last"));
  BOOST_TEST(declared({1, 4, 16}, "key beyond the last"));
  BOOST_TEST(declared({31, 4, 16}, "group of 4"));
  BOOST_TEST(!declared({31, 4, 16}, "group of 5"));
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  const config::CollectorParameters p{20, 2, 4};
  BOOST_TEST(verdict(p, {}, testing::Wrong::device) == "");
  for (const std::size_t output : {ready_o, valid_o, base_o, mask_o, last_o}) {
    const Fault flip = [output](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 40 && outputs[valid_o].value[0] == 1) outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(p, flip, testing::Wrong::device) != "", output);
  }
}

// The driver keeps its own account of what must come out, and the monitors know the streams' rules.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  const config::CollectorParameters p{20, 2, 4};
  const auto shared = [&](auto change) {
    return verdict(
        p,
        [change](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
          if (outputs[valid_o].value[0] == 1) change(outputs);
        },
        testing::Wrong::both);
  };
  using testing::check_contains;
  check_contains(shared([](auto& outputs) { outputs[mask_o].value[0] &= ~4U; }), "candidates: ");
  check_contains(shared([](auto& outputs) { outputs[mask_o].value[0] |= 1U; }), "is not what was selected");
  check_contains(shared([](auto& outputs) { outputs[base_o].value[0] = 0; }), "of the same group");
  BOOST_TEST(shared([](auto& outputs) { outputs[last_o].value[0] = 1; }) != "");
  BOOST_TEST(shared([](auto& outputs) { outputs[last_o].value[0] = 0; }) != "");
  check_contains(shared([](auto& outputs) { outputs[mask_o].known = {0}; }),
                 "a field is undefined while valid");
}

BOOST_AUTO_TEST_CASE(random_parameters_are_legal) {
  Random random(4);
  for (unsigned i = 0; i < 500; ++i) {
    const config::CollectorParameters p = random_collector_parameters(random, 4096);
    BOOST_CHECK_NO_THROW(make_collector_model(p));
  }
}

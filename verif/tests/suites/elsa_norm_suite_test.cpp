// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's norm unit, run on its model: it reaches what it must, whatever the parameters, and
// notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa_norm/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

void require_covered(const config::ElsaNormParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaNormCoverage>(p);
  testing::require_covered(
      elsa_norm_suite(p, coverage), [p] { return make_elsa_norm_model(p); }, *coverage, seed,
      "d " + std::to_string(p.dimension) + ", " + p.vector_format.text() + ", " + p.norm_format.text());
}

constexpr std::size_t valid_o = 0, norm_o = 1, maximum_o = 2, cutoff_o = 3;

std::string verdict(const Fault& fault, testing::Wrong wrong) {
  const config::ElsaNormParameters p;
  return testing::first_failure(
             elsa_norm_suite(p), [p] { return make_elsa_norm_model(p); }, 1, 300, fault, wrong)
      .value_or("");
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(3);
  for (unsigned i = 0; i < 100; ++i) require_covered(random_elsa_norm_parameters(random), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa_norm", "elsa_norm_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::ElsaNormParameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  BOOST_TEST(verdict({}, testing::Wrong::device) == "");
  for (const std::size_t output : {valid_o, norm_o, maximum_o, cutoff_o}) {
    const Fault flip = [output](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 20 && outputs[valid_o].value[0] == 1) outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(flip, testing::Wrong::device) != "", output);
  }
}

// The driver holds every norm to its exact root.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  const auto shared = [](auto change) {
    return verdict(
        [change](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
          if (outputs[valid_o].value[0] == 1) change(outputs);
        },
        testing::Wrong::both);
  };
  check_contains(shared([](auto& o) { o[norm_o].value[0] ^= 2U; }), "too far from its root");
  check_contains(shared([](auto& o) { o[valid_o].value[0] = 0; }), "does not come");
}

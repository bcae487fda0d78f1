// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's output division, run on its model: it reaches what it must, whatever the parameters,
// and notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa_divide/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Parameters = config::ElsaDivideParameters;

void require_covered(const Parameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaDivideCoverage>(p);
  testing::require_covered(
      elsa_divide_suite(p, coverage), [p] { return make_elsa_divide_model(p); }, *coverage, seed,
      config::canonical_json(config::make_config("subject", p)).dump());
}

std::string verdict(const Parameters& p, std::size_t output, std::uint32_t bits, testing::Wrong wrong) {
  const ModelDut::Fault fault = [=](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
    if (output == 0 || outputs[0].value[0] != 0) outputs[output].value[0] ^= bits;
  };
  return testing::first_failure(
             elsa_divide_suite(p), [p] { return make_elsa_divide_model(p); }, 1, 200, fault, wrong)
      .value_or("");
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(5);
  for (unsigned i = 0; i < 80; ++i) require_covered(random_elsa_divide_parameters(random), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa_divide", "elsa_divide_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<Parameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(faults_are_noticed) {
  for (const char* sums : {"wide", "float"}) {
    Parameters p;
    p.lanes = 2;
    p.sums = sums;
    BOOST_TEST(verdict(p, 1, 0, testing::Wrong::both) == "");
    for (std::size_t output = 0; output < 4; ++output)
      BOOST_TEST(verdict(p, output, 1, testing::Wrong::device) != "", output);
    // What the model shares: one chunk too many, and results far off.
    testing::check_contains(verdict(p, 0, 1, testing::Wrong::both), "a chunk too many");
    testing::check_contains(verdict(p, 3, 0x800, testing::Wrong::both), "not near");
  }
}

BOOST_AUTO_TEST_CASE(random_parameters_are_legal) {
  Random random(4);
  for (unsigned i = 0; i < 500; ++i) {
    const Parameters p = random_elsa_divide_parameters(random);
    BOOST_CHECK_NO_THROW(make_elsa_divide_model(p));
    BOOST_CHECK_NO_THROW(config::parse_config(
        config::to_text(config::canonical_json(config::make_config("subject", p))), "subject"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's hash computation, run on its model: it reaches what it must, whatever the parameters,
// and notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa_hash/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

void require_covered(const config::ElsaHashParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaHashCoverage>(p);
  testing::require_covered(
      elsa_hash_suite(p, coverage), [p] { return make_elsa_hash_model(p); }, *coverage, seed,
      config::in_words(p.hash_factors) + ", " + std::to_string(p.multipliers) + " multipliers");
}

std::string verdict(const Fault& fault, testing::Wrong wrong) {
  config::ElsaHashParameters p;
  p.hash_factors = {{{{3, -1}, {1, 3}}, {{2, 5, 1}}}};
  p.multipliers = 12;
  p.allow_idle_multipliers = true;
  return testing::first_failure(
             elsa_hash_suite(p), [p] { return make_elsa_hash_model(p); }, 1, 300, fault, wrong)
      .value_or("");
}

constexpr std::size_t ready_o = 0, valid_o = 1, bits_o = 2;

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(3);
  for (unsigned i = 0; i < 40; ++i) require_covered(random_elsa_hash_parameters(random, 1 + i % 4, 24), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa_hash", "elsa_hash_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::ElsaHashParameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  BOOST_TEST(verdict({}, testing::Wrong::device) == "");
  for (const std::size_t output : {ready_o, valid_o, bits_o}) {
    const Fault flip = [output](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 40 && outputs[valid_o].value[0] == 1) outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(flip, testing::Wrong::device) != "", output);
  }
}

// The driver has a projection of its own, and the monitors know the handshake's rules.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  const auto shared = [&](auto change) {
    return verdict(
        [change](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
          if (cycle > 40) change(outputs);
        },
        testing::Wrong::both);
  };
  using testing::check_contains;
  check_contains(shared([](auto& outputs) { outputs[bits_o].value[0] ^= 2U; }), "bit 1 is not the sign");
  check_contains(shared([](auto& outputs) { outputs[bits_o].known = {0}; }),
                 "a field is undefined while valid");
  BOOST_TEST(shared([](auto& outputs) { outputs[valid_o].value[0] = 1; }) != "");
  BOOST_TEST(shared([](auto& outputs) { outputs[ready_o].value[0] = 0; }) != "");
}

BOOST_AUTO_TEST_CASE(random_parameters_are_legal) {
  Random random(4);
  for (unsigned i = 0; i < 300; ++i) {
    const config::ElsaHashParameters p = random_elsa_hash_parameters(random, 16, 128);
    BOOST_CHECK_NO_THROW(make_elsa_hash_model(p));
    const std::string text = config::to_text(config::canonical_json(config::make_config("random", p)));
    BOOST_CHECK_NO_THROW(config::parse_config(text, "random"));
  }
}

// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's candidate selection, run on its model: it reaches what it must, whatever the
// parameters, its counts of cycles are the page's, and it notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa_select/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

void require_covered(const config::ElsaSelectParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaSelectCoverage>(ElsaSelectShape(p));
  testing::require_covered(
      elsa_select_suite(p, coverage), [p] { return make_elsa_select_model(p); }, *coverage, seed,
      "n " + std::to_string(p.maximum_keys) + " Pa " + std::to_string(p.banks) + " Pc " +
          std::to_string(p.selectors) + " k " + std::to_string(p.hash_bits) + " D " +
          std::to_string(p.queue_depth) + " A " + std::to_string(p.queries_ahead));
}

config::ElsaSelectParameters small() {
  config::ElsaSelectParameters p;
  p.maximum_keys = 21;
  p.banks = 2;
  p.selectors = 3;
  p.hash_bits = 4;
  p.cosine_table = {256, 181, 0, -181, -256};
  return p;
}

constexpr std::size_t ready_o = 0, read_o = 1, row_o = 2, valid_o = 3, address_o = 4, tag_o = 5, count_o = 6,
                      finishing_o = 7;

std::string verdict(const Fault& fault, testing::Wrong wrong) {
  return testing::first_failure(
             elsa_select_suite(small()), [] { return make_elsa_select_model(small()); }, 1, 300, fault, wrong)
      .value_or("");
}

// What the suite says when device and model do the same wrong thing to a candidate.
template <class Change>
std::string shared_verdict(Change change) {
  return verdict(
      [change](std::uint64_t, const auto&, std::vector<Expected>& outputs) {
        if (outputs[valid_o].value[0] == 1) change(outputs);
      },
      testing::Wrong::both);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(3);
  for (unsigned i = 0; i < 60; ++i) require_covered(random_elsa_select_parameters(random, 40, 24), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa_select", "elsa_select_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::ElsaSelectParameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  BOOST_TEST(verdict({}, testing::Wrong::device) == "");
  for (const std::size_t output : {ready_o, read_o, row_o, valid_o, address_o, tag_o, count_o, finishing_o}) {
    const Fault flip = [output](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
      if (cycle > 40 && outputs[valid_o].value[0] == 1 && outputs[read_o].value[0] == 1)
        outputs[output].value[0] ^= 1U;
    };
    BOOST_TEST(verdict(flip, testing::Wrong::device) != "", output);
  }
}

// The driver keeps its own account of what is selected and of what is in the queues.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  BOOST_TEST(shared_verdict([](auto&) {}) == "");
  check_contains(shared_verdict([](auto& o) { o[address_o].value[0] = 0; }), "is no candidate");
  check_contains(shared_verdict([](auto& o) { o[count_o].value[0] ^= 1U; }), "the count is not");
  check_contains(shared_verdict([](auto& o) { o[valid_o].value[0] = 0; }), "no candidate leaves");
  check_contains(shared_verdict([](auto& o) { o[tag_o].value[0] ^= 1U; }), "the tag is not");
  check_contains(shared_verdict([](auto& o) { o[finishing_o].value[0] = 1; }), "finishing with");
}

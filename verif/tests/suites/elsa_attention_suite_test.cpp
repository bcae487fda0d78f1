// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's attention, run on its model: it reaches what it must, whatever the parameters, and
// notices faults, those too that the model shares.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa_attention/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Parameters = config::ElsaAttentionParameters;

std::string describe(const Parameters& p) {
  return config::canonical_json(config::make_config("subject", p)).dump();
}

void require_covered(const Parameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaAttentionCoverage>(p);
  testing::require_covered(
      elsa_attention_suite(p, coverage), [p] { return make_elsa_attention_model(p); }, *coverage, seed,
      describe(p));
}

std::string verdict(const Parameters& p, const ModelDut::Fault& fault, testing::Wrong wrong) {
  return testing::first_failure(
             elsa_attention_suite(p), [p] { return make_elsa_attention_model(p); }, 1, 200, fault, wrong)
      .value_or("");
}

Parameters small(const char* sums) {
  Parameters p;
  p.dimension = 5;
  p.maximum_keys = 24;
  p.lanes = 2;
  p.sums = sums;
  return p;
}

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

// Changes one output whenever `valid` is high.
ModelDut::Fault flip(const std::string& output, const std::string& valid, std::uint32_t bits = 1) {
  return [=](std::uint64_t, const std::vector<std::string>& names, std::vector<Expected>& outputs) {
    if (valid.empty() || (outputs[index_of(names, valid)].value[0] & 1U) != 0)
      outputs[index_of(names, output)].value[0] ^= bits;
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(5);
  for (unsigned i = 0; i < 60; ++i) require_covered(random_elsa_attention_parameters(random, 12), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa_attention", "elsa_attention_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<Parameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  const Parameters p = small("wide");
  BOOST_TEST(verdict(p, {}, testing::Wrong::device) == "");
  for (const char* output :
       {"query_read_o", "key_read_o", "value_read_o", "norm_valid_o", "exponent_o", "sums_valid_o"})
    BOOST_TEST(verdict(p, flip(output, ""), testing::Wrong::device) != "", output);
  for (const char* output : {"sums_chunk_o", "sums_last_o", "sums_weight_o", "sums_value_o"})
    BOOST_TEST(verdict(p, flip(output, "sums_valid_o"), testing::Wrong::device) != "", output);
  BOOST_TEST(verdict(p, flip("key_address_o", "key_read_o"), testing::Wrong::device) != "");
  BOOST_TEST(verdict(p, flip("value_address_o", "value_read_o"), testing::Wrong::device) != "");
  BOOST_TEST(verdict(p, flip("norm_value_o", "norm_valid_o"), testing::Wrong::device) != "");
}

// The driver keeps its own account of norms and sums.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  for (const char* sums : {"wide", "float"}) {
    const auto shared = [&](const ModelDut::Fault& fault) {
      return verdict(small(sums), fault, testing::Wrong::both);
    };
    BOOST_TEST(shared({}) == "");
    check_contains(shared(flip("norm_value_o", "norm_valid_o")), "not the sum of squares");
    check_contains(shared(flip("norm_valid_o", "")), "norms: one too many");
    check_contains(shared(flip("sums_chunk_o", "sums_valid_o")), "not the chunk");
    check_contains(shared(flip("sums_last_o", "sums_valid_o")), "last");
    check_contains(shared(flip("sums_valid_o", "")), "a chunk too many");
    check_contains(shared(flip("sums_weight_o", "sums_valid_o", 0x4000)), "a sum of weights");
    check_contains(shared(flip("sums_value_o", "sums_valid_o", 0x4000)), "a sum of values");
  }
}

BOOST_AUTO_TEST_CASE(random_parameters_are_legal) {
  Random random(4);
  for (unsigned i = 0; i < 500; ++i) {
    const Parameters p = random_elsa_attention_parameters(random, 256);
    BOOST_CHECK_NO_THROW(make_elsa_attention_model(p));
    BOOST_CHECK_NO_THROW(config::parse_config(
        config::to_text(config::canonical_json(config::make_config("subject", p))), "subject"));
  }
}

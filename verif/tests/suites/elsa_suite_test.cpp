// SPDX-License-Identifier: Apache-2.0
// The suite of ELSA's accelerator, run on its model: it reaches what it must, whatever the parameters, its
// counts of cycles are the page's, and it notices faults, those too that the model shares.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "gen/config/config.hpp"
#include "verif/suites/elsa/suite.hpp"
#include "verif/tests/suites/suite_run.hpp"

using namespace winnow;
using namespace winnow::verif;

namespace {

using Fault = ModelDut::Fault;

void require_covered(const config::ElsaParameters& p, std::uint64_t seed) {
  const auto coverage = std::make_shared<ElsaCoverage>(ElsaShape(p));
  testing::require_covered(
      elsa_suite(p, coverage), [p] { return make_elsa_model(p); }, *coverage, seed,
      config::canonical_json(config::make_config("subject", p)).dump());
}

config::ElsaParameters small() {
  config::ElsaParameters p;
  p.maximum_tokens = 14;
  p.banks = 2;
  p.selectors = 3;
  p.hash_multipliers = 4;
  p.hash_factors = {{{{5, -3}, {3, 5}}, {{4, 2}, {-2, 4}}}};
  p.cosine_table = {256, 181, 0, -181, -256};
  p.division_multipliers = 3;
  return p;
}

config::ElsaParameters hidden() {
  config::ElsaParameters p = small();
  p.hide_preprocessing = true;
  return p;
}

std::string verdict(const Fault& fault, testing::Wrong wrong, const config::ElsaParameters& p = small()) {
  return testing::first_failure(
             elsa_suite(p), [&p] { return make_elsa_model(p); }, 1, 300, fault, wrong)
      .value_or("");
}

// What the suite says when device and model do the same wrong thing. `change` gets the outputs by name.
using Outputs = std::function<std::uint32_t&(const char* name)>;
std::string shared_verdict(const std::function<void(const Outputs&)>& change,
                           const config::ElsaParameters& p = small()) {
  return verdict(
      [change](std::uint64_t, const std::vector<std::string>& names, std::vector<Expected>& outputs) {
        change([&](const char* name) -> std::uint32_t& {
          const auto found = std::ranges::find(names, name);
          return outputs.at(static_cast<std::size_t>(found - names.begin())).value[0];
        });
      },
      testing::Wrong::both, p);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_reached_whatever_the_parameters) {
  Random random(3);
  for (unsigned i = 0; i < 60; ++i) require_covered(random_elsa_parameters(random, 40, 16), i);
}

BOOST_AUTO_TEST_CASE(shipped_configs_are_covered) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  for (const char* name : {"elsa", "elsa_small", "elsa_hidden_small"}) {
    const std::string file = std::string(source) + "/configs/" + name + ".json";
    require_covered(config::load_config(file).as<config::ElsaParameters>(), 1);
  }
}

BOOST_AUTO_TEST_CASE(random_tests_of_random_parameters_pass) {
  Random random(8);
  for (unsigned i = 0; i < 40; ++i) {
    const config::ElsaParameters p = random_elsa_parameters(random, 60, 24);
    const auto failure = testing::first_failure(
        elsa_suite(p), [p] { return make_elsa_model(p); }, i, 2000);
    BOOST_TEST(!failure, config::canonical_json(config::make_config("subject", p)).dump()
                             << failure.value_or(""));
  }
}

BOOST_AUTO_TEST_CASE(random_parameters_are_legal) {
  Random random(4);
  for (unsigned i = 0; i < 300; ++i) {
    const config::ElsaParameters p = random_elsa_parameters(random, 1024, 128);
    BOOST_CHECK_NO_THROW(make_elsa_model(p));
    BOOST_CHECK_NO_THROW(config::parse_config(
        config::to_text(config::canonical_json(config::make_config("subject", p))), "subject"));
  }
}

// Each output, in a cycle in which it is defined.
BOOST_AUTO_TEST_CASE(a_difference_from_the_model_is_noticed) {
  for (const config::ElsaParameters& p : {small(), hidden()}) {
    BOOST_TEST(verdict({}, testing::Wrong::device, p) == "");
    const auto names = make_elsa_model(p)->output_names();
    for (std::size_t output = 0; output < names.size(); ++output) {
      std::uint64_t changes = 0;
      const Fault flip = [&](std::uint64_t cycle, const auto&, std::vector<Expected>& outputs) {
        if (cycle < 40 || (outputs[output].known[0] & 1U) == 0) return;
        outputs[output].value[0] ^= 1U;
        ++changes;
      };
      BOOST_TEST(verdict(flip, testing::Wrong::device, p) != "", names[output]);
      BOOST_TEST(changes > 0U, names[output]);
    }
  }
}

// The driver keeps its own account of heads, reads, queries and rows.
BOOST_AUTO_TEST_CASE(a_fault_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  BOOST_TEST(shared_verdict([](const Outputs&) {}) == "");
  const auto flips = [](const char* output, const char* when, std::uint32_t bits = 1) {
    return shared_verdict([=](const Outputs& of) {
      if (of(when) != 0) of(output) ^= bits;
    });
  };
  check_contains(flips("done_o", "output_write_o"), "done before");
  check_contains(shared_verdict([](const Outputs& of) { of("done_o") = 0; }), "done is late");
  check_contains(flips("error_o", "done_o"), "error_o is not");
  check_contains(shared_verdict([](const Outputs& of) { of("start_ready_o") = 1; }), "start_ready_o");
  check_contains(flips("query_address_o", "query_read_o"), "reads a query");
  check_contains(flips("query_read_o", "query_read_o"), "was not read twice");
  check_contains(flips("key_address_o", "key_read_o"), "reads");
  check_contains(flips("key_read_o", "key_read_o"), "reads other keys");
  check_contains(flips("value_address_o", "value_read_o"), "reads value");
  check_contains(flips("value_read_o", "value_read_o"), "is not within");
  check_contains(flips("output_address_o", "output_write_o"), "writes out of order");
  check_contains(flips("output_chunk_o", "output_write_o"), "writes out of order");
  check_contains(flips("output_data_o", "output_write_o", 0x100), "is not within");
  check_contains(flips("output_write_o", "output_write_o"), "done before");
  check_contains(flips("query_taken_o", "query_taken_o"), "has not been taken");
  check_contains(flips("query_taken_o", "key_read_o"), "before its hash");
  check_contains(flips("query_selected_o", "query_selected_o"), "finished");
  check_contains(flips("query_candidates_o", "query_selected_o"), "candidates in bank 0");
}

// And of the head that waits: when it begins, which of its keys are read.
BOOST_AUTO_TEST_CASE(a_fault_of_hidden_preprocessing_that_the_model_shares_is_noticed) {
  using testing::check_contains;
  BOOST_TEST(shared_verdict([](const Outputs&) {}, hidden()) == "");
  const auto flips = [](const char* output, const char* when) {
    return shared_verdict(
        [=](const Outputs& of) {
          if (of(when) != 0) of(output) ^= 1;
        },
        hidden());
  };
  check_contains(flips("execution_begins_o", "execution_begins_o"), "execution_begins_o");
  check_contains(flips("execution_begins_o", "done_o"), "execution_begins_o");
  check_contains(flips("execution_begins_o", "query_read_o"), "execution_begins_o");
  check_contains(flips("hash_key_address_o", "hash_key_read_o"), "to be hashed out of turn");
  check_contains(flips("hash_key_read_o", "hash_key_read_o"), "execution_begins_o");
  check_contains(flips("hash_key_read_o", "query_selected_o"), "waits for nothing");
  check_contains(flips("start_ready_o", "hash_key_read_o"), "start_ready_o");
  check_contains(flips("key_read_o", "hash_key_read_o"), "reads a key");
  check_contains(flips("error_o", "done_o"), "error_o is not");
  check_contains(flips("query_taken_o", "execution_begins_o"), "without a head");
}

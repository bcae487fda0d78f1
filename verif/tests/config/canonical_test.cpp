// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;
using config::test::with_parameters;

BOOST_AUTO_TEST_SUITE(canonical)

BOOST_AUTO_TEST_CASE(all_parameters_in_table_order) {
  const auto parsed = config::parse_config(
      R"({"clock_period_ns": 10, "parameters": {"segments": 2, "reductions": ["element", "row"], "rows": 4},
          "name": "unit", "core": "rmmu", "winnow": 1, "$schema": "somewhere"})",
      "c.json");
  BOOST_TEST(
      config::to_text(config::canonical_json(parsed)) ==
      R"({"winnow":1,"core":"rmmu","name":"unit","parameters":{"rows":4,"columns":16,)"
      R"("precisions":[16,8,4,2],"sources":1,"chunks":1,"reductions":["row","element"],"segments":2,)"
      R"("maximum_length":4096,"overflow":"wrap","multiplier":"shared","pe_stages":1,"reduction_stages":0,)"
      R"("shadow":false},"clock_period_ns":10.0})");
}

BOOST_AUTO_TEST_CASE(canonical_form_reads_back) {
  const auto first =
      config::parse_config(with_parameters(R"("rows": 6, "chunks": 3, "shadow": true)"), "c.json");
  const auto again = config::parse_config(config::to_text(config::canonical_json(first)), "again.json");
  BOOST_CHECK(again.as<config::RmmuParameters>() == first.as<config::RmmuParameters>());
  BOOST_TEST(config::config_hash(again) == config::config_hash(first));
}

BOOST_AUTO_TEST_CASE(hash_is_fnv1a_of_the_canonical_text) {
  // Computed by an independent program (FNV-1a, 64 bits) over the text above with all defaults.
  const auto defaults = config::parse_config(with_parameters(""), "c.json");
  BOOST_TEST(config::config_hash(defaults) == "ec0902b01fe786c0");
}

BOOST_AUTO_TEST_CASE(hash_tells_configs_apart_and_only_them) {
  const auto hash = [](const std::string& text) {
    return config::config_hash(config::parse_config(text, "c.json"));
  };
  const std::string plain = hash(with_parameters(""));
  BOOST_TEST(hash(with_parameters("\"rows\": 32")) == plain);
  BOOST_TEST(hash(R"({"core": "rmmu", "name": "unit", "winnow": 1})") == plain);
  BOOST_TEST(hash(with_parameters("\"rows\": 31")) != plain);
  BOOST_TEST(hash(R"({"core": "rmmu", "name": "unit2", "winnow": 1})") != plain);
}

BOOST_AUTO_TEST_CASE(made_configs) {
  config::RmmuParameters parameters;
  parameters.rows = 4;
  const auto made = config::make_config("unit", parameters);
  BOOST_TEST(made.core == "rmmu");
  BOOST_TEST(config::config_hash(made) ==
             config::config_hash(config::parse_config(with_parameters("\"rows\": 4"), "c.json")));
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// A core inside a core, as the filter has two.
#include <boost/test/unit_test.hpp>

#include "gen/config/filter_parameters.hpp"
#include "gen/config/schema.hpp"
#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;

namespace {

std::string filter_text(const std::string& inside) {
  return R"({"winnow": 1, "core": "filter", "name": "unit", "parameters": {)" + inside + "}}";
}

std::string errors(const std::string& inside, const std::vector<std::string>& overrides = {}) {
  return config::test::errors_of(filter_text(inside), overrides);
}

config::FilterParameters parameters(const std::string& inside,
                                    const std::vector<std::string>& overrides = {}) {
  return config::parse_config(filter_text(inside), "c.json", overrides).as<config::FilterParameters>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(defaults) {
  BOOST_TEST((parameters("") == config::FilterParameters{}));
  BOOST_TEST(
      (parameters(R"("selector": {}, "scheduler": {"core": "scheduler"})") == config::FilterParameters{}));
}

BOOST_AUTO_TEST_CASE(values_reach_the_part) {
  const auto read = parameters(
      R"("selector": {"core": "detector", "parameters": {"score_bits": 6}}, "scheduler": {"parameters": {"replay_rounds": 9}})");
  BOOST_TEST(read.selector.as<config::DetectorParameters>().score_bits == 6U);
  BOOST_TEST(read.scheduler.as<config::SchedulerParameters>().replay_rounds == 9U);
  BOOST_TEST(!(read == config::FilterParameters{}));
}

BOOST_AUTO_TEST_CASE(overrides_reach_the_part) {
  const auto read =
      parameters("", {"selector.parameters.tokens=8", "/parameters/scheduler/parameters/tokens=8"});
  BOOST_TEST(read.selector.as<config::DetectorParameters>().tokens == 8U);
  BOOST_TEST(read.scheduler.as<config::SchedulerParameters>().tokens == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_no_part) {
  const std::string mend = R"(; give an object with "core", "detector", and "parameters")";
  BOOST_TEST(errors(R"("selector": "detector")") ==
             "c.json:/parameters/selector: \"detector\" is not a core with its parameters" + mend);
  BOOST_TEST(errors(R"("selector": {"core": "rmmu"})") ==
             "c.json:/parameters/selector/core: \"rmmu\" is not one of the choices; give \"detector\"");
  BOOST_TEST(
      errors(R"("selector": {"kind": "detector"})") ==
      "c.json:/parameters/selector/kind: \"kind\" is not a key of a core inside a core; give \"core\" or "
      "\"parameters\"");
  BOOST_TEST(
      errors(R"("selector": {"parameters": []})") ==
      "c.json:/parameters/selector/parameters: [] is not an object; give an object of parameters, or {} "
      "for the defaults");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_inside_both) {
  BOOST_TEST(
      errors(R"("selector": {"parameters": {"tokens": 9}}, "scheduler": {"parameters": {"token": 4}})") ==
      "c.json:/parameters/selector/parameters/tokens: 9 is out of range; give an integer from 1 to 8\n"
      "c.json:/parameters/scheduler/parameters/token: \"token\" is not a parameter of \"scheduler\"; did "
      "you mean \"tokens\"?");
  // A rule of the part itself.
  BOOST_TEST(
      errors(R"("selector": {"parameters": {"passes": 1, "score_bits": 9}})") ==
      "c.json:/parameters/selector/parameters/passes: passes 1 takes 511 counters per row for score_bits "
      "9; give passes 2, or score_bits up to 8");
}

BOOST_AUTO_TEST_CASE(parts_that_do_not_fit_together) {
  const std::string wrong = "selector and scheduler do not fit together: ";
  BOOST_TEST(errors(R"("selector": {"parameters": {"tokens": 8, "maximum_keys": 100}})") ==
             "c.json:/parameters/selector/parameters/tokens: " + wrong +
                 "`tokens` is 8 and 4; give both the same\n"
                 "c.json:/parameters/selector/parameters/maximum_keys: " +
                 wrong + "`maximum_keys` is 100 and 512; give both the same");
  // The one that is written is blamed.
  BOOST_TEST(errors(R"("selector": {}, "scheduler": {"parameters": {"keys_per_cycle": 8}})") ==
             "c.json:/parameters/scheduler/parameters/keys_per_cycle: " + wrong +
                 "`keys_per_cycle` is 16 and 8; give both the same");
}

BOOST_AUTO_TEST_CASE(canonical_form_has_every_parameter) {
  const config::Json canonical = config::canonical_json(config::parse_config(filter_text(""), "c.json"));
  const config::Json& selector = canonical.at("parameters").at("selector");
  BOOST_TEST(selector.at("core") == "detector");
  BOOST_TEST(selector.at("parameters").size() == config::find_core_table("detector")->parameters().size());
  const config::Config again = config::parse_config(config::to_text(canonical), "c.json");
  BOOST_TEST(config::canonical_json(again) == canonical);
}

BOOST_AUTO_TEST_CASE(schema_refers_to_the_kinds) {
  const config::Json schema = config::core_schema(*config::find_core_table("filter"));
  BOOST_TEST(config::to_text(schema["properties"]["parameters"]["properties"]["scheduler"]["anyOf"]) ==
             R"([{"type":"object","additionalProperties":false,"properties":{"core":{"const":"scheduler"},)"
             R"("parameters":{"$ref":"scheduler.schema.json#/properties/parameters"}}}])");
}

BOOST_AUTO_TEST_SUITE_END()

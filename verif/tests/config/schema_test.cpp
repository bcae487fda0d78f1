// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "gen/config/schema.hpp"
#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;

namespace {

std::string committed(const std::string& name) {
  std::ifstream file(config::test::source_folder() + "/configs/schema/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

config::Json property(const std::string& name) {
  return config::core_schema(
      *config::find_core_table("rmmu"))["properties"]["parameters"]["properties"][name];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(committed_schemas_are_the_generated_ones) {
  // To regenerate: winnow describe KIND --schema > configs/schema/KIND.schema.json, and winnow describe
  // --schema > configs/schema/config.schema.json
  for (const config::ParameterTable& table : config::core_tables()) {
    BOOST_TEST(committed(table.kind() + ".schema.json") == config::to_file_text(config::core_schema(table)));
  }
  BOOST_TEST(committed("config.schema.json") == config::to_file_text(config::config_schema()));
}

BOOST_AUTO_TEST_CASE(each_type_of_parameter) {
  BOOST_TEST(
      config::to_text(property("rows")) ==
      R"~({"description":"rows of PEs (R)","$comment":"1 to 128, a multiple of `chunks`","type":"integer",)~"
      R"~("minimum":1,"maximum":128,"default":32})~");
  BOOST_TEST(
      config::to_text(property("segments")) ==
      R"~({"description":"dot products per row (taps of the row adder) (G)",)~"
      R"~("$comment":"power of two, divides `columns`","type":"integer","enum":[1,2,4,8,16,32,64,128],)~"
      R"~("default":1})~");
  BOOST_TEST(
      config::to_text(property("precisions")) ==
      R"~({"description":"operand widths a row can run in","type":"array","items":{"enum":[16,8,4,2]},)~"
      R"~("minItems":1,"uniqueItems":true,"default":[16,8,4,2]})~");
  BOOST_TEST(config::to_text(property("overflow")) ==
             R"~({"description":"what an accumulator does beyond its range","type":"string",)~"
             R"~("enum":["wrap","saturate"],"default":"wrap"})~");
  BOOST_TEST(
      config::to_text(property("shadow")) ==
      R"~({"description":"a second stationary register, loaded while the first computes","type":"boolean",)~"
      R"~("default":false})~");
}

BOOST_AUTO_TEST_CASE(the_whole) {
  const config::Json whole = config::core_schema(*config::find_core_table("rmmu"));
  BOOST_TEST(whole["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  BOOST_TEST(whole["additionalProperties"] == false);
  BOOST_TEST(whole["required"] == config::Json::array({"winnow", "core", "name"}));
  BOOST_TEST(whole["properties"]["parameters"]["additionalProperties"] == false);
  BOOST_TEST(whole["properties"]["core"]["const"] == "rmmu");
  std::string kinds;
  for (const std::string& kind : config::core_kinds()) {
    kinds += (kinds.empty() ? "" : ",") + (R"({"if":{"properties":{"core":{"const":")" + kind) +
             (R"("}}},"then":{"$ref":")" + kind) + R"(.schema.json"}})";
  }
  BOOST_TEST(config::to_text(config::config_schema()["allOf"]) == "[" + kinds + "]");
}

BOOST_AUTO_TEST_SUITE_END()

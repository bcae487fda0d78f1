// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "verif/tests/config/value_reading.hpp"

namespace config = winnow::config;
using config::Json;
using config::test::reading;

namespace {

const config::IntegerTableType table_type{-32, 31, 2, 4};

}  // namespace

BOOST_AUTO_TEST_SUITE(integer_tables)

BOOST_AUTO_TEST_CASE(good_tables_are_read_and_written_alike) {
  for (const Json& table : {Json{-32, 31}, Json{0, 0, 0}, Json{1, -1, 5, 5}}) {
    const auto read = reading(table_type, table);
    BOOST_REQUIRE(read.value);
    BOOST_TEST(config::to_json(*read.value) == table);
  }
}

BOOST_AUTO_TEST_CASE(every_bad_element_is_named) {
  const auto read = reading(table_type, Json{-33, 31, 1.0, 32});
  BOOST_TEST(!read.value);
  const std::string mend = "; give an integer from -32 to 31";
  const std::vector<std::string> expected = {"/p/0: -33 is out of range" + mend,
                                             "/p/2: 1.0 is not an integer" + mend,
                                             "/p/3: 32 is out of range" + mend};
  BOOST_TEST(read.problems == expected, boost::test_tools::per_element());
  BOOST_TEST(!reading(table_type, Json{UINT64_MAX, INT64_MIN}).value);
}

BOOST_AUTO_TEST_CASE(bad_lists) {
  const std::string mend = "; give 2 to 4 integers from -32 to 31";
  const std::vector<std::pair<Json, std::string>> bad = {{Json(5), "5 is not a list"},
                                                         {Json{1}, "the list has 1 elements"},
                                                         {Json{1, 2, 3, 4, 5}, "the list has 5 elements"}};
  for (const auto& [value, wrong] : bad) {
    BOOST_TEST(reading(table_type, value).problems == std::vector<std::string>{"/p: " + wrong + mend},
               boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(words_and_schema) {
  BOOST_TEST(config::type_in_words(table_type) == "list");
  BOOST_TEST(config::range_in_words(table_type) == "2 to 4 integers from -32 to 31");
  const Json schema = config::schema_of(table_type);
  BOOST_TEST(schema.at("minItems") == Json(2));
  BOOST_TEST(schema.at("maxItems") == Json(4));
  BOOST_TEST(schema.at("items").at("minimum") == Json(-32));
  BOOST_TEST(schema.at("items").at("maximum") == Json(31));
}

BOOST_AUTO_TEST_SUITE_END()

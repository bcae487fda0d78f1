// SPDX-License-Identifier: Apache-2.0
// Texts that are not (strict) JSON.
#include <boost/test/unit_test.hpp>

#include "gen/config/nearest_name.hpp"
#include "verif/tests/config/config_text.hpp"

using winnow::config::edit_distance;
using winnow::config::test::errors_of;
using winnow::config::test::with_parameters;

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(syntax_errors_have_line_and_column) {
  BOOST_TEST(errors_of("") ==
             "c.json:1:1: not valid JSON: syntax error while parsing value - unexpected end of input; "
             "expected '[', '{', or a literal");
  BOOST_TEST(
      errors_of("{\n  \"winnow\": 1,\n  core\n}") ==
      "c.json:3:3: not valid JSON: syntax error while parsing object key - invalid literal; last read: "
      "'1,<U+000A>  c'; expected string literal");
  BOOST_TEST(
      errors_of("{\"winnow\": 1,\n}") ==
      "c.json:2:1: not valid JSON: syntax error while parsing object key - unexpected '}'; expected string "
      "literal");
  BOOST_TEST(
      errors_of("{\"winnow\": 1} x") ==
      "c.json:1:15: not valid JSON: syntax error while parsing value - invalid literal; last read: '1} x'; "
      "expected end of input");
  // The only control character that the library does not show by its number.
  BOOST_TEST(errors_of("{\"winnow\": 1\x7f}").find("<U+007F>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none) {
  BOOST_TEST(errors_of(with_parameters("\"rows\": NaN")).starts_with("c.json:1:70: not valid JSON: "));
  BOOST_TEST(errors_of(with_parameters("\"rows\": Infinity")).starts_with("c.json:1:70: not valid JSON: "));
  BOOST_TEST(errors_of(with_parameters("\"rows\": 04")).starts_with("c.json:1:71: not valid JSON: "));
  BOOST_TEST(errors_of(with_parameters("\"rows\": 1e999")) ==
             "c.json:1:74: not valid JSON: number overflow parsing '1e999'; write valid JSON");
  // Here the library says what it expects before what it has read, in which any byte may stand.
  BOOST_TEST(errors_of("[32734.\xdf]") ==
             "c.json:1:8: not valid JSON: syntax error while parsing value - invalid number; last read: "
             "'32734.\xef\xbf\xbd'; expected digit after '.'");
}

BOOST_AUTO_TEST_CASE(duplicate_keys) {
  BOOST_TEST(errors_of(with_parameters(R"("rows": 4, "rows": 8)")) ==
             "c.json:/parameters/rows: the key \"rows\" is given twice; keep one of the two");
  // A discarded value is not looked into, but is still read: its own duplicates are found.
  BOOST_TEST(errors_of(with_parameters(R"("rows": 4, "rows": {"a": 1, "a": {"b": 1, "b": [2]}})")) ==
             "c.json:/parameters/rows: the key \"rows\" is given twice; keep one of the two\n"
             "c.json:/parameters/rows/a: the key \"a\" is given twice; keep one of the two\n"
             "c.json:/parameters/rows/a/b: the key \"b\" is given twice; keep one of the two");
  BOOST_TEST(errors_of(with_parameters(R"("precisions": [16, {"a": 1, "a": 2}])"))
                 .starts_with("c.json:/parameters/precisions/1: an object is not one of the choices"));
}

BOOST_AUTO_TEST_CASE(depth_is_limited) {
  const std::string deep = std::string(100000, '[');
  BOOST_TEST(
      errors_of(with_parameters("\"rows\": " + deep)).find("are nested more than 64 deep; nest them less") !=
      std::string::npos);
}

BOOST_AUTO_TEST_CASE(ill_formed_utf8) {
  BOOST_TEST(errors_of(with_parameters("\"ro\xff\": 1")).find("ill-formed UTF-8") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(distances) {
  BOOST_TEST(edit_distance("", "") == 0U);
  BOOST_TEST(edit_distance("", "rows") == 4U);
  BOOST_TEST(edit_distance("rows", "") == 4U);
  BOOST_TEST(edit_distance("rows", "rows") == 0U);
  BOOST_TEST(edit_distance("rwos", "rows") == 1U);
  BOOST_TEST(edit_distance("row", "rows") == 1U);
  BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// --set PATH=VALUE
#include <boost/test/unit_test.hpp>

#include "verif/tests/config/config_text.hpp"

using winnow::config::parse_config;
using winnow::config::test::errors_of;
using winnow::config::test::parameters_of;
using winnow::config::test::with_parameters;

BOOST_AUTO_TEST_SUITE(overrides)

BOOST_AUTO_TEST_CASE(every_form_of_path) {
  for (const char* assignment : {"rows=6", "parameters.rows=6", "/parameters/rows=6", "/rows=6"}) {
    BOOST_TEST(parameters_of("", {assignment}).rows == 6U);
    BOOST_TEST(parameters_of("\"rows\": 3", {assignment}).rows == 6U);
  }
}

BOOST_AUTO_TEST_CASE(values_are_json_or_else_text) {
  BOOST_TEST(parameters_of("", {"overflow=saturate"}).overflow == "saturate");
  BOOST_TEST(parameters_of("", {"overflow=\"saturate\""}).overflow == "saturate");
  BOOST_TEST(parameters_of("", {"shadow=true"}).shadow);
  BOOST_TEST((parameters_of("", {"precisions=[8,4]"}).precisions == std::vector<unsigned>{8, 4}));
  BOOST_TEST((parameters_of("\"precisions\": [16, 4]", {"precisions.0=8"}).precisions ==
              std::vector<unsigned>{8, 4}));
  BOOST_TEST((parameters_of("\"precisions\": [16, 4]", {"/precisions/1=2"}).precisions ==
              std::vector<unsigned>{16, 2}));
  BOOST_TEST(parameters_of("", {"parameters={\"rows\": 7}"}).rows == 7U);
}

BOOST_AUTO_TEST_CASE(root_values) {
  const auto config =
      parse_config(R"({"winnow": 1, "core": "rmmu"})", "c.json", {"name=other", "clock_period_ns=2.5"});
  BOOST_TEST(config.name == "other");
  BOOST_TEST(config.clock_period_ns.value() == 2.5);
}

BOOST_AUTO_TEST_CASE(the_last_one_wins_and_mends_the_file) {
  BOOST_TEST(parameters_of("\"rows\": 0", {"rows=5", "rows=7"}).rows == 7U);
}

BOOST_AUTO_TEST_CASE(errors_name_the_override) {
  const auto error_of = [](const std::string& assignment) {
    return errors_of(with_parameters(""), {assignment});
  };
  BOOST_TEST(error_of("rows=0") == "c.json:--set rows: 0 is out of range; give an integer from 1 to 128");
  BOOST_TEST(error_of("parameters.rows=x") ==
             "c.json:--set parameters.rows: \"x\" is not a number; give an integer from 1 to 128");
  BOOST_TEST(error_of("rwos=4") ==
             "c.json:--set rwos: \"rwos\" is not a parameter of \"rmmu\"; did you mean \"rows\"?");
  BOOST_TEST(error_of("precisions=[16,3]") ==
             "c.json:--set precisions/1: 3 is not one of the choices; give a "
             "non-empty subset of [16, 8, 4, 2], highest first");
  BOOST_TEST(
      error_of("chunks=3") ==
      "c.json:--set chunks: rows 32 is not a multiple of chunks 3; give rows 30, or chunks that divides 32");
  BOOST_TEST(error_of("rows") ==
             "c.json:--set rows: is not an assignment; write it as PATH=VALUE, such as rows=4");
  BOOST_TEST(error_of("=4") ==
             "c.json:--set =4: is not an assignment; write it as PATH=VALUE, such as rows=4");
  BOOST_TEST(error_of("rows.=4") ==
             "c.json:--set rows.: is not a path; write it as rows or parameters.rows or /parameters/rows");
  BOOST_TEST(
      errors_of(with_parameters("\"rows\": 4"), {"rows.deep=4"}) ==
      "c.json:--set rows.deep: 4 has nothing inside it that could be set; set /parameters/rows itself");
  BOOST_TEST(
      errors_of(with_parameters("\"precisions\": [16]"), {"precisions.1=8"}) ==
      "c.json:--set precisions.1: \"1\" is no index of [16]; give an index from 0 to the list's last, or set "
      "the whole list");
}

BOOST_AUTO_TEST_CASE(the_file_keeps_its_own_errors) {
  BOOST_TEST(errors_of(with_parameters(R"("rows": 1, "rows": 2, "columns": 0)"), {"rows=0"}) ==
             "c.json:/parameters/rows: the key \"rows\" is given twice; keep one of the two\n"
             "c.json:--set rows: 0 is out of range; give an integer from 1 to 128\n"
             "c.json:/parameters/columns: 0 is out of range; give an integer from 1 to 128");
}

BOOST_AUTO_TEST_SUITE_END()

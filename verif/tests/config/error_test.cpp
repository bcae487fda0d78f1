// SPDX-License-Identifier: Apache-2.0
// The full text of every error that a config can have. A user reads these lines, so they are the
// specification.
#include <boost/test/unit_test.hpp>

#include "gen/config/nearest_name.hpp"
#include "gen/config/registry.hpp"
#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;
using winnow::config::test::errors_of;
using winnow::config::test::with_parameters;

namespace {

void expect_parameter_error(const std::string& inside, const std::string& error) {
  BOOST_TEST(errors_of(with_parameters(inside)) == "c.json:/parameters/" + error);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(integers) {
  const std::string mend = "; give an integer from 1 to 128";
  expect_parameter_error(R"("columns": 0)", "columns: 0 is out of range" + mend);
  expect_parameter_error(R"("columns": 129)", "columns: 129 is out of range" + mend);
  expect_parameter_error(R"("columns": -1)", "columns: -1 is out of range" + mend);
  expect_parameter_error(R"("columns": 4294967297)", "columns: 4294967297 is out of range" + mend);
  expect_parameter_error(R"("columns": 18446744073709551617)",
                         "columns: 1.8446744073709552e+19 is out of range" + mend);
  expect_parameter_error(R"("columns": -1e300)", "columns: -1e+300 is out of range" + mend);
  expect_parameter_error(R"("columns": 2.5)", "columns: 2.5 is not written as an integer" + mend);
  expect_parameter_error(R"("columns": 16.0)", "columns: 16.0 is not written as an integer" + mend);
  expect_parameter_error(R"("columns": "16")", "columns: \"16\" is not a number" + mend);
  expect_parameter_error(R"("columns": true)", "columns: true is not a number" + mend);
  expect_parameter_error(R"("columns": null)", "columns: null is not a number" + mend);
  expect_parameter_error(R"("columns": [16])", "columns: [16] is not a number" + mend);
  expect_parameter_error(R"("columns": {})", "columns: an object is not a number" + mend);
  expect_parameter_error(R"("pe_stages": 3)", "pe_stages: 3 is out of range; give an integer from 0 to 2");
  expect_parameter_error(R"("segments": 3)",
                         "segments: 3 is not a power of two; give a power of two from 1 to 128");
}

BOOST_AUTO_TEST_CASE(range_ends_are_included) {
  BOOST_TEST(errors_of(with_parameters(
                 R"("rows": 1, "columns": 128, "segments": 128, "maximum_length": 1048576)")) == "");
  BOOST_TEST(
      errors_of(with_parameters(R"("rows": 128, "columns": 1, "maximum_length": 1, "pe_stages": 0)")) == "");
  expect_parameter_error(R"("maximum_length": 1048577)",
                         "maximum_length: 1048577 is out of range; give an integer from 1 to 1048576");
}

BOOST_AUTO_TEST_CASE(booleans_and_choices) {
  expect_parameter_error(R"("shadow": 1)", "shadow: 1 is not a boolean; give true or false");
  expect_parameter_error(R"("overflow": "clip")",
                         "overflow: \"clip\" is not one of the choices; give \"wrap\" or \"saturate\"");
  expect_parameter_error(R"("overflow": false)",
                         "overflow: false is not text; give \"wrap\" or \"saturate\"");
}

BOOST_AUTO_TEST_CASE(lists) {
  const std::string mend = "; give a non-empty subset of [16, 8, 4, 2], highest first";
  expect_parameter_error(R"("precisions": [])", "precisions: the list is empty" + mend);
  expect_parameter_error(R"("precisions": 16)", "precisions: 16 is not a list" + mend);
  expect_parameter_error(R"("precisions": [16, 3])", "precisions/1: 3 is not one of the choices" + mend);
  expect_parameter_error(R"("precisions": [8.0])", "precisions/0: 8.0 is not one of the choices" + mend);
  expect_parameter_error(R"("precisions": [8, 8])",
                         "precisions/1: 8 is given twice; leave one of the two out");
  expect_parameter_error(R"("precisions": [2, 16, 8])",
                         "precisions: [2, 16, 8] is not highest first; give [16, 8, 2]");
  expect_parameter_error(R"("reductions": [])",
                         "reductions: the list is empty; give a non-empty subset of [\"row\", \"element\"]");
  expect_parameter_error(R"("reductions": ["rows"])",
                         "reductions/0: \"rows\" is not one of the choices; give a "
                         "non-empty subset of [\"row\", \"element\"]");
  expect_parameter_error(R"("reductions": ["row", "row"])",
                         "reductions/1: \"row\" is given twice; leave one of the two out");
}

BOOST_AUTO_TEST_CASE(unknown_keys_name_the_nearest) {
  expect_parameter_error(R"("rwos": 4)",
                         "rwos: \"rwos\" is not a parameter of \"rmmu\"; did you mean \"rows\"?");
  expect_parameter_error(
      R"("precision": [16])",
      "precision: \"precision\" is not a parameter of \"rmmu\"; did you mean \"precisions\"?");
  expect_parameter_error(R"("a/b~c": 4)",
                         "a~1b~0c: \"a/b~c\" is not a parameter of \"rmmu\"; give \"rows\", \"columns\", "
                         "\"precisions\", \"sources\", "
                         "\"chunks\", \"reductions\", \"segments\", \"maximum_length\", \"overflow\", "
                         "\"multiplier\", \"pe_stages\", "
                         "\"reduction_stages\" or \"shadow\"");
  expect_parameter_error(
      "\"line\\nfeed\": 4",
      "line\\nfeed: \"line\\nfeed\" is not a parameter of \"rmmu\"; give \"rows\", \"columns\", "
      "\"precisions\", \"sources\", \"chunks\", \"reductions\", \"segments\", \"maximum_length\", "
      "\"overflow\", \"multiplier\", \"pe_stages\", \"reduction_stages\" or \"shadow\"");
}

BOOST_AUTO_TEST_CASE(rules_between_parameters) {
  expect_parameter_error(
      R"("rows": 33, "chunks": 4)",
      "rows: rows 33 is not a multiple of chunks 4; give rows 32, or chunks that divides 33");
  expect_parameter_error(R"("rows": 3, "chunks": 4)",
                         "rows: rows 3 is not a multiple of chunks 4; give rows 4, or chunks that divides 3");
  // Only what the user wrote is blamed: rows has its default here.
  expect_parameter_error(
      R"("chunks": 3)",
      "chunks: rows 32 is not a multiple of chunks 3; give rows 30, or chunks that divides 32");
  expect_parameter_error(R"("columns": 12, "segments": 8)",
                         "segments: segments 8 does not divide columns 12; give "
                         "segments as a power of two from 1 to 4");
  expect_parameter_error(
      R"("columns": 5, "segments": 2)",
      "segments: segments 2 does not divide columns 5; give segments 1, or an even number of columns");
}

BOOST_AUTO_TEST_CASE(a_rule_waits_for_its_parameters) {
  expect_parameter_error(R"("rows": 33, "chunks": 17)",
                         "chunks: 17 is out of range; give an integer from 1 to 16");
}

BOOST_AUTO_TEST_CASE(the_top_of_the_config) {
  // Every kind is named: the list grows with the program.
  const std::string kinds = config::choices_in_words(config::core_kinds());
  BOOST_TEST(kinds.starts_with("\"rmmu\", ") != kinds.starts_with("\"rmmu\" or "));
  BOOST_TEST(errors_of("[]") ==
             "c.json: [] is not a config; give an object with \"winnow\", \"core\", \"name\" and "
             "\"parameters\"");
  BOOST_TEST(errors_of("{}") ==
             "c.json:/winnow: the version of the config format is missing; give 1\n"
             "c.json:/core: the core kind is missing; give " +
                 kinds +
                 "\n"
                 "c.json:/name: the name is missing; give the name of the top module, such as "
                 "\"my_core\"");
  BOOST_TEST(errors_of(R"({"winnow": 2, "core": "rmu", "name": "a", "parameters": {"rows": 0}})") ==
             "c.json:/winnow: 2 is not a version of the config format that this program reads; give 1\n"
             "c.json:/core: \"rmu\" is not a core kind; did you mean \"rmmu\"?");
  BOOST_TEST(errors_of(R"({"winnow": 1.0, "core": 7, "name": "a"})") ==
             "c.json:/winnow: 1.0 is not a version of the config format that this program reads; give 1\n"
             "c.json:/core: 7 is not text; give " +
                 kinds);
  BOOST_TEST(errors_of(R"({"winnow": 1, "core": "rmmu", "name": "a", "parameters": [], "$schema": 3})") ==
             "c.json:/parameters: [] is not an object; give an object of parameters, or {} for the defaults\n"
             "c.json:/$schema: 3 is not text; give the schema's address, or leave it out");
  BOOST_TEST(
      errors_of(R"({"winnow": 1, "core": "rmmu", "name": "a", "rows": 4, "paramters": {}})") ==
      "c.json:/rows: \"rows\" is not a key of a config; it is a parameter: write it inside \"parameters\"\n"
      "c.json:/paramters: \"paramters\" is not a key of a config; did you mean \"parameters\"?");
}

BOOST_AUTO_TEST_CASE(names) {
  const auto error_of = [](const std::string& name) {
    return errors_of(R"({"winnow": 1, "core": "rmmu", "name": )" + name + "}");
  };
  const std::string mend =
      "; give a lower-case letter followed by lower-case letters, digits and underscores";
  BOOST_TEST(error_of(R"("a_1")") == "");
  BOOST_TEST(error_of("\"" + std::string(64, 'a') + "\"") == "");
  const std::string shown(59, 'a');
  BOOST_TEST(error_of("\"" + std::string(65, 'a') + "\"") ==
             "c.json:/name: \"" + shown + "... has 65 characters; give a name of at most 64");
  for (const char* name : {"", "Core", "1a", "_a", "a-b", "../a", "a b", "a.b"}) {
    const std::string text = config::in_quotes(name);
    BOOST_TEST(error_of(text) == ("c.json:/name: " + text + " cannot name a Verilog module").append(mend));
  }
  BOOST_TEST(error_of(R"("module")") ==
             "c.json:/name: \"module\" is a keyword of Verilog; give another name, such as \"module_core\"");
  BOOST_TEST(error_of(R"("logic")") ==
             "c.json:/name: \"logic\" is a keyword of Verilog; give another name, such as \"logic_core\"");
  BOOST_TEST(error_of("3") ==
             "c.json:/name: 3 is not text; give the name of the top module, such as \"my_core\"");
}

BOOST_AUTO_TEST_CASE(clock_period) {
  const auto error_of = [](const std::string& period) {
    return errors_of(R"({"winnow": 1, "core": "rmmu", "name": "a", "clock_period_ns": )" + period + "}");
  };
  const std::string mend = "; give nanoseconds from 0.001 to 1000000";
  BOOST_TEST(error_of("10") == "");
  BOOST_TEST(error_of("0.001") == "");
  BOOST_TEST(error_of("0") == "c.json:/clock_period_ns: 0 is out of range" + mend);
  BOOST_TEST(error_of("-2.5") == "c.json:/clock_period_ns: -2.5 is out of range" + mend);
  BOOST_TEST(error_of("1e9") == "c.json:/clock_period_ns: 1000000000.0 is out of range" + mend);
  BOOST_TEST(error_of("\"10\"") == "c.json:/clock_period_ns: \"10\" is not a number" + mend);
}

BOOST_AUTO_TEST_CASE(all_errors_in_document_order) {
  BOOST_TEST(
      errors_of(R"({"parameters": {"shadow": 0, "rows": 3, "zzzzzzzz": 1, "chunks": 2, "rows": 4},
                           "name": "wire", "core": "rmmu", "nam": 1})") ==
      "c.json:/parameters/shadow: 0 is not a boolean; give true or false\n"
      "c.json:/parameters/rows: the key \"rows\" is given twice; keep one of the two\n"
      "c.json:/parameters/rows: rows 3 is not a multiple of chunks 2; give rows 2, or chunks that divides 3\n"
      "c.json:/parameters/zzzzzzzz: \"zzzzzzzz\" is not a parameter of \"rmmu\"; give \"rows\", \"columns\", "
      "\"precisions\", \"sources\", \"chunks\", \"reductions\", \"segments\", \"maximum_length\", "
      "\"overflow\", "
      "\"multiplier\", \"pe_stages\", \"reduction_stages\" or \"shadow\"\n"
      "c.json:/name: \"wire\" is a keyword of Verilog; give another name, such as \"wire_core\"\n"
      "c.json:/nam: \"nam\" is not a key of a config; did you mean \"name\"?\n"
      "c.json:/winnow: the version of the config format is missing; give 1");
}

BOOST_AUTO_TEST_CASE(diagnostics_are_also_apart) {
  try {
    winnow::config::parse_config(with_parameters(R"("rows": 0)"), "c.json");
    BOOST_FAIL("the config was accepted");
  } catch (const winnow::config::ConfigError& error) {
    BOOST_REQUIRE_EQUAL(error.diagnostics().size(), 1U);
    BOOST_TEST(error.diagnostics()[0].file == "c.json");
    BOOST_TEST(error.diagnostics()[0].location == "/parameters/rows");
    BOOST_TEST(error.diagnostics()[0].wrong == "0 is out of range");
    BOOST_TEST(error.diagnostics()[0].mend == "give an integer from 1 to 128");
  }
}

BOOST_AUTO_TEST_SUITE_END()

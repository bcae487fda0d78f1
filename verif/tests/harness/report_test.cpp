// SPDX-License-Identifier: Apache-2.0
// verify.json, junit.xml and the file writer.
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "verif/harness/report.hpp"
#include "verif/tests/harness/mock.hpp"

using namespace winnow::verif;
using namespace winnow::verif::testing;

namespace {

SuiteReport sample() {
  SuiteReport report{"a<b>&\"c\"", "verilator", 4, {}};
  TestResult good;
  good.name = "good";
  good.seed = 4;
  good.passed = true;
  good.cycles = 10;
  good.compared_bits = 400;
  good.seconds = 0.25;
  TestResult bad = good;
  bad.name = "bad";
  bad.passed = false;
  bad.replay = "again";
  bad.mismatch = Mismatch{"bad", 4, 9, "data_o", "0x", "01", 0, {"other_o"}, {{"rst_ni", "1"}}};
  TestResult broken = good;
  broken.name = "broken";
  broken.passed = false;
  broken.error = std::string("stop & <go> \x1b[31m \xff\n\"quoted\"");
  report.results = {good, bad, broken};
  return report;
}

}  // namespace

BOOST_AUTO_TEST_CASE(verify_document) {
  const nlohmann::ordered_json json = verify_json(sample());
  BOOST_TEST(json["passed"] == false);
  BOOST_TEST(json["tests_run"] == 3);
  BOOST_TEST(json["tests_failed"] == 2);
  BOOST_TEST(json["mismatches"] == 1);
  BOOST_TEST(json["errors"] == 1);
  BOOST_TEST(json["tests"][1]["replay"] == "again");
  BOOST_TEST(json["cycles"] == 30);
  BOOST_TEST(json["tests"][1]["mismatch"]["port"] == "data_o");
  BOOST_TEST(json["tests"][1]["mismatch"]["other_ports"][0] == "other_o");
  BOOST_TEST(!json["tests"][0].contains("mismatch"));
  const std::string text = to_text(json);
  BOOST_TEST(text.back() == '\n');
  BOOST_TEST(nlohmann::json::accept(text));  // although an error text is not UTF-8
  BOOST_TEST(text == to_text(verify_json(sample())));
}

BOOST_AUTO_TEST_CASE(junit_document_is_xml_with_the_text_intact) {
  const std::vector<SuiteReport> reports = {sample(), sample()};
  std::istringstream stream(junit_xml(reports));
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(stream, tree);  // throws when it is not well-formed
  const auto& suites = tree.get_child("testsuites");
  BOOST_TEST(suites.get<int>("<xmlattr>.tests") == 6);
  BOOST_TEST(suites.get<int>("<xmlattr>.failures") == 2);
  BOOST_TEST(suites.get<int>("<xmlattr>.errors") == 2);
  const auto& suite = suites.get_child("testsuite");
  BOOST_TEST(suite.get<std::string>("<xmlattr>.name") == "a<b>&\"c\"");
  std::vector<boost::property_tree::ptree> cases;
  for (const auto& [name, child] : suite) {
    if (name == "testcase") cases.push_back(child);
  }
  BOOST_REQUIRE(cases.size() == 3U);
  BOOST_TEST(cases[0].get<std::string>("<xmlattr>.name") == "good (seed 4)");
  BOOST_TEST(cases[0].count("failure") == 0U);
  BOOST_TEST(cases[1].get<std::string>("failure") == "port data_o\nexpected 0x\ngot      01\nreplay   again");
  BOOST_TEST(cases[2].get<std::string>("error.<xmlattr>.message") ==
             "stop & <go> \xEF\xBF\xBD[31m \xEF\xBF\xBD\n\"quoted\"");
}

BOOST_AUTO_TEST_CASE(failure_document) {
  TestResult bad = sample().results[1];
  const nlohmann::ordered_json json = failure_json(bad, {"failure.fst", "", 0, true});
  BOOST_TEST(json["expected"] == "0x");
  BOOST_TEST(json["got"] == "01");
  BOOST_TEST(json["inputs"]["rst_ni"] == "1");
  BOOST_TEST(json["replay"] == "again");
  BOOST_TEST(json["wave"]["file"] == "failure.fst");
  bad.replay.clear();
  BOOST_TEST(!failure_json(bad, {}).contains("replay"));
}

BOOST_AUTO_TEST_CASE(files_are_whole_or_refused) {
  const ScratchFolder folder;
  const std::filesystem::path file = folder.path() / "x.json";
  write_whole_file(file, "one");
  write_whole_file(file, "two");
  BOOST_TEST(file_text(file) == "two");
  BOOST_TEST(!std::filesystem::exists(folder.path() / "x.json.partial"));
  BOOST_CHECK_THROW(write_whole_file(folder.path() / "absent" / "x.json", "x"),
                    std::filesystem::filesystem_error);
}

// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/program.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "gen/config/registry.hpp"
#include "gen/config/schema.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::test::TemporaryFolder;
namespace config = winnow::config;

namespace {

struct Result {
  int code;
  std::string output;
  std::string errors;
};

Result run(const std::vector<std::string>& arguments) {
  std::ostringstream output, errors;
  const auto code = winnow::cli::run(arguments, output, errors);
  return {static_cast<int>(code), output.str(), errors.str()};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void expect_usage_error(const std::vector<std::string>& arguments, const std::string& errors) {
  const Result result = run(arguments);
  BOOST_TEST(result.code == 2);
  BOOST_TEST(result.output == "");
  BOOST_TEST(result.errors == "winnow: " + errors + "\n");
}

const std::string good = R"({"winnow": 1, "core": "rmmu", "name": "good", "parameters": {"rows": 4}})";
const std::string bad =
    R"({"winnow": 1, "core": "rmmu", "name": "bad", "parameters": {"rows": 0, "colums": 4}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(version_and_help) {
  BOOST_TEST(run({"--version"}).code == 0);
  BOOST_TEST(run({"--version"}).output.starts_with("winnow "));
  const Result help = run({"--help"});
  BOOST_TEST(help.code == 0);
  BOOST_TEST(help.errors == "");
  for (const char* command : {"cores", "describe", "check"}) {
    BOOST_TEST(contains(help.output, command));
    const Result own = run({command, "--help"});
    BOOST_TEST(own.code == 0);
    BOOST_TEST(contains(own.output, "--json"));
  }
  BOOST_TEST(contains(run({"check", "--help"}).output, "--set"));
}

BOOST_AUTO_TEST_CASE(usage_errors) {
  BOOST_TEST(contains(run({}).errors, "winnow: a command is missing; give \"cores\", "));
  BOOST_TEST(run({}).code == 2);
  expect_usage_error({"chekc", "a.json"}, "\"chekc\" is not a command; did you mean \"check\"?");
  expect_usage_error({"check"}, "CONFIG is required; see winnow check --help");
  expect_usage_error({"check", "a.json", "--jsn"}, "\"--jsn\" is not expected; did you mean --json?");
  expect_usage_error({"check", "a.json", "--wonderful=3"},
                     "\"--wonderful=3\" is not expected; see winnow check --help");
  expect_usage_error({"cores", "more"}, "\"more\" is not expected; see winnow cores --help");
  expect_usage_error({"describe", "rmu"}, "\"rmu\" is not a core kind; did you mean \"rmmu\"?");
  expect_usage_error({"describe"}, "KIND is missing; give one of those that 'winnow cores' lists");
  BOOST_TEST(run({"check", "a.json", "--set"}).code == 2);
  BOOST_TEST(run({"describe", "rmmu", "--schema", "--markdown"}).code == 2);
}

BOOST_AUTO_TEST_CASE(testbench_options_need_a_testbench) {
  for (const std::vector<std::string>& option :
       {std::vector<std::string>{"--cycles", "10"}, std::vector<std::string>{"--seed", "3"}}) {
    std::vector<std::string> line = {"generate", "a.json", "-o", "a"};
    line.insert(line.end(), option.begin(), option.end());
    expect_usage_error(line, option.front() + " requires --testbench; see winnow generate --help");
  }
  for (const char* cycles : {"0", "100001", "-1", "many"}) {
    const Result result = run({"generate", "a.json", "-o", "a", "--testbench", "--cycles", cycles});
    BOOST_TEST(result.code == 2);
    BOOST_TEST(contains(result.errors, "--cycles"), result.errors);
  }
}

BOOST_AUTO_TEST_CASE(cores) {
  const std::string list = run({"cores"}).output;
  for (const config::ParameterTable& table : config::core_tables()) {
    BOOST_TEST(contains("\n" + list, "\n" + table.kind() + "  "), list);
    BOOST_TEST(contains(list, "  " + table.purpose() + "\n"), list);
  }
  const auto json = config::Json::parse(run({"cores", "--json"}).output);
  BOOST_TEST(json["cores"][0]["kind"] == "rmmu");
  BOOST_TEST(run({"--json", "cores"}).output == run({"cores", "--json"}).output);
}

BOOST_AUTO_TEST_CASE(describe) {
  const Result text = run({"describe", "rmmu"});
  BOOST_TEST(text.code == 0);
  const auto json = config::Json::parse(run({"describe", "rmmu", "--json"}).output);
  const auto& table = *config::find_core_table("rmmu");
  BOOST_TEST(json["parameters"].size() == table.parameters().size());
  BOOST_TEST(config::to_text(json["parameters"][0]) ==
             R"~({"name":"rows","type":"integer","range":"1 to 128, a multiple of `chunks`","default":32,)~"
             R"~("meaning":"rows of PEs (R)"})~");
  for (const auto& parameter : table.parameters()) {
    BOOST_TEST(contains(text.output, "  " + parameter.name + " "));
    BOOST_TEST(contains(text.output, parameter.meaning + "\n"));
  }
  BOOST_TEST(run({"describe", "rmmu", "--schema"}).output ==
             config::to_file_text(config::core_schema(table)));
  BOOST_TEST(run({"describe", "--schema"}).output == config::to_file_text(config::config_schema()));
  BOOST_TEST(run({"describe", "rmmu", "--markdown"}).output == table.documentation());
}

BOOST_AUTO_TEST_CASE(check) {
  const TemporaryFolder place;
  place.put("good.json", good);
  place.put("bad.json", bad);
  const std::string good_file = (place.path() / "good.json").string();
  const std::string bad_file = (place.path() / "bad.json").string();

  Result result = run({"check", good_file});
  BOOST_TEST(result.code == 0);
  BOOST_TEST(result.output.starts_with(good_file + ": good (rmmu \"good\", hash "));
  BOOST_TEST(result.errors == "");
  BOOST_TEST(run({"check", "-q", good_file}).output == "");
  BOOST_TEST(contains(run({"check", "-v", good_file}).output, "\"maximum_length\": 4096"));

  // One bad config does not hide what is known about the others.
  result = run({"check", bad_file, good_file});
  BOOST_TEST(result.code == 2);
  BOOST_TEST(contains(result.output, good_file + ": good"));
  BOOST_TEST(
      result.errors ==
      bad_file + ":/parameters/rows: 0 is out of range; give an integer from 1 to 128\n" + bad_file +
          ":/parameters/colums: \"colums\" is not a parameter of \"rmmu\"; did you mean \"columns\"?\n");
}

BOOST_AUTO_TEST_CASE(check_as_json) {
  const TemporaryFolder place;
  place.put("good.json", good);
  place.put("bad.json", bad);
  const Result result =
      run({"check", "--json", (place.path() / "bad.json").string(), (place.path() / "good.json").string()});
  BOOST_TEST(result.code == 2);
  const auto configs = config::Json::parse(result.output)["configs"];
  BOOST_TEST(configs[0]["good"] == false);
  BOOST_TEST(configs[0]["errors"].size() == 2U);
  BOOST_TEST(configs[0]["errors"][1]["location"] == "/parameters/colums");
  BOOST_TEST(configs[1]["good"] == true);
  BOOST_TEST(configs[1]["config"]["parameters"]["columns"] == 16);
  BOOST_TEST(configs[1]["hash"].get<std::string>().size() == 16U);
}

BOOST_AUTO_TEST_CASE(overrides) {
  const TemporaryFolder place;
  place.put("good.json", good);
  const std::string file = (place.path() / "good.json").string();
  // The file may follow --set: it takes one value.
  const Result result = run({"check", "-v", "--set", "precisions=[8,4]", "--set", "parameters.rows=6", file});
  BOOST_TEST(result.code == 0);
  BOOST_TEST(contains(result.output, "\"rows\": 6"));
  BOOST_TEST(contains(result.output, "\"precisions\": [\n      8,\n      4\n    ]"));
  BOOST_TEST(run({"check", file, "--set=rows=0"}).errors ==
             file + ":--set rows: 0 is out of range; give an integer from 1 to 128\n");
}

BOOST_AUTO_TEST_CASE(shipped_configs) {
  const char* source = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(source != nullptr);
  std::size_t configs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(source) + "/configs")) {
    if (entry.path().extension() != ".json") continue;
    BOOST_TEST(run({"check", entry.path().string()}).code == 0, entry.path().string());
    ++configs;
  }
  BOOST_TEST(configs >= 5U);
}

BOOST_AUTO_TEST_SUITE_END()

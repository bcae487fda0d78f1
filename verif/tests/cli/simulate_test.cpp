// SPDX-License-Identifier: Apache-2.0
// `winnow simulate` as a user meets it.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include "gen/cli/program.hpp"
#include "gen/cli/simulate/short_lists.hpp"
#include "gen/config/json.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::test::TemporaryFolder;
using winnow::config::Json;

namespace {

struct Result {
  int code;
  std::string output;
  std::string errors;
};

const std::string scheduler =
    R"({"winnow": 1, "core": "scheduler", "name": "ordered", "parameters": {"maximum_keys": 128}})";

std::string project_data() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(root != nullptr);
  return std::string(root) + "/verif/data/attention";
}

// A folder with the config.
class Place {
 public:
  explicit Place(const std::string& config = scheduler) { folder_.put("small.json", config); }
  const TemporaryFolder& folder() const { return folder_; }
  std::string operator/(const std::string& name) const { return (folder_.path() / name).string(); }

  Result simulate(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"simulate", *this / "small.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ostringstream output, errors;
    const auto code = winnow::cli::run(arguments, output, errors);
    return {static_cast<int>(code), output.str(), errors.str()};
  }

  Json json(std::vector<std::string> more) const {
    more.insert(more.end(), {"--json", "-q"});
    const Result result = simulate(more);
    BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
    BOOST_TEST(result.errors == "");
    return Json::parse(result.output);
  }

 private:
  TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

// 128 queries keep 13 of 128 keys; the longest row of a group has 13.
BOOST_AUTO_TEST_CASE(one_head_of_real_data) {
  const Place place;
  const Json json = place.json({"--data", project_data() + "/use_lite_l0_d64/kjv_eccl_n128", "--heads", "1"});
  BOOST_TEST(json["core"] == "scheduler");
  BOOST_TEST(json["engine"] == "model");
  BOOST_TEST(json["heads"].size() == 1U);
  BOOST_TEST(json["pooled"].size() == 1U);
  const Json& head = json["heads"][0];
  BOOST_TEST(head["case"] == "use_lite_l0_d64/kjv_eccl_n128");
  BOOST_TEST(head["layer"] == 0);
  BOOST_TEST(head["head"] == 1);
  BOOST_TEST(head["connections"] == 128 * 13);
  BOOST_TEST(head["rounds"] == 32 * 13);
  BOOST_TEST(head["longest_rows"] == 32 * 13);
  BOOST_TEST(head["distinct_keys"].get<int>() <= head["loads"].get<int>());
  BOOST_TEST(head["loads"].get<int>() < head["left_to_right_loads"].get<int>());
  BOOST_TEST(head["left_to_right_loads"].get<int>() < head["connections"].get<int>());
  BOOST_TEST(head["utilisation"].get<double>() ==
             head["rounds"].get<double>() / head["cycles"].get<double>());
  for (const char* key : {"connections", "distinct_keys", "loads", "left_to_right_loads", "rounds", "cycles"})
    BOOST_TEST(json["pooled"][0][key] == head[key], key);
}

// Everything but the engine's name is the same.
BOOST_AUTO_TEST_CASE(engines_agree) {
  const Place place;
  const std::vector<std::string> options = {"--data",   project_data(), "--heads", "2",
                                            "--layers", "0,3",          "--keep",  "0.05,0.1"};
  Json all[2];
  for (int i = 0; i < 2; ++i) {
    std::vector<std::string> more = options;
    more.insert(more.end(), {"--engine", i == 0 ? "model" : "evaluator"});
    all[i] = place.json(more);
    all[i].erase("engine");
  }
  BOOST_CHECK(all[0] == all[1]);
  BOOST_TEST(all[0]["heads"].size() == 6U);  // three cases, two shares
}

BOOST_AUTO_TEST_CASE(a_sweep) {
  const Place place;
  const Json json = place.json(
      {"--workload", "uniform:n=64", "--workload", "popular:n=64,keep=0.25", "--tokens", "2,4,8,4"});
  BOOST_TEST(json["heads"].size() == 6U);
  BOOST_TEST(json["pooled"].size() == 6U);  // two shares
  BOOST_TEST(json["pooled"][0]["tokens"] == 2);
  BOOST_TEST(json["pooled"][5]["tokens"] == 8);
  BOOST_TEST(json["pooled"][5]["keep"] == 0.25);
  // The more rows, the more they share.
  BOOST_TEST(json["pooled"][5]["loads_per_connection"].get<double>() <
             json["pooled"][1]["loads_per_connection"].get<double>());
}

BOOST_AUTO_TEST_CASE(files) {
  const Place place;
  const std::vector<std::string> options = {"--workload", "local:n=64", "--tokens",
                                            "2,4",        "-o",         place / "out"};
  const Result first = place.simulate(options);
  BOOST_REQUIRE_MESSAGE(first.code == 0, first.errors);
  BOOST_TEST(contains(first.output, "| n | T | kept | heads |"));
  BOOST_TEST(!contains(first.output, "## Heads"));
  const auto written = place.folder().files();
  BOOST_TEST(contains(written.at("out/simulate.md"), "## Heads"));
  BOOST_TEST(contains(written.at("out/simulate.svg"), "64 keys"));
  BOOST_TEST(Json::parse(written.at("out/simulate.json"))["heads"].size() == 2U);
  // Again, byte by byte.
  BOOST_TEST(place.simulate(options).code == 0);
  BOOST_CHECK(place.folder().files() == written);
}

BOOST_AUTO_TEST_CASE(longer_cases_are_skipped_and_named) {
  const Place place;
  const Result result =
      place.simulate({"--data", project_data(), "--heads", "0", "--set", "maximum_keys=100"});
  BOOST_TEST(result.code == 0);
  BOOST_TEST(contains(result.errors,
                      "use_lite_l0_d64/kjv_eccl_n128 is skipped: it has 128 keys, the core takes 100\n"));
  BOOST_TEST(contains(result.output, "| 94 | 4 | 0.1 |"));
  BOOST_TEST(
      contains(result.output, "Skipped: use_lite_l0_d64/kjv_eccl_n128 has 128 keys; the core takes 100."));
}

// ELSA's accelerator has figures and options of its own.
BOOST_AUTO_TEST_SUITE(accelerator)

const std::string elsa =
    R"({"winnow": 1, "core": "elsa", "name": "whole", "parameters": {"maximum_tokens": 128}})";
const std::string short_case = project_data() + "/moonshine_base_dec_d52";

BOOST_AUTO_TEST_CASE(pooled_figures) {
  const Place place(elsa);
  const Json json = place.json({"--data", short_case, "--heads", "0", "--degree", "0,2"});
  BOOST_REQUIRE(json["pooled"].size() == 2U);
  const Json &all = json["pooled"][0], &some = json["pooled"][1];
  BOOST_TEST(all["degree"] == 0);
  BOOST_TEST(all["share"] == 1);
  BOOST_TEST(all["speedup"] == 1);
  BOOST_TEST(some["share"].get<double>() < 1);
  BOOST_TEST(some["speedup"].get<double>() > 1);
  BOOST_TEST(json["heads"].size() == 2 * all["heads"].get<std::size_t>());
  BOOST_TEST(some["error"]["on_selected"].get<double>() < 0.02);
  // Three errors apart.
  BOOST_TEST(some["error"]["before_rounding"].get<double>() < some["error"]["on_selected"].get<double>());
  BOOST_TEST(some["error"]["of_rounding"].get<double>() < some["error"]["on_selected"].get<double>());
  BOOST_TEST(some["error"]["of_input"] == all["error"]["of_input"]);
  BOOST_TEST(some["error"]["of_input"].get<double>() > 0.001);
}

// Every query's cycles, what they went to and its candidates, and how these add up.
BOOST_AUTO_TEST_CASE(figures_by_query) {
  const Place place(elsa);
  const Json json = place.json({"--data", short_case, "--heads", "0", "--layers", "3", "--degree", "2"});
  BOOST_REQUIRE(json["heads"].size() == 1U);
  const Json &head = json["heads"][0], &queries = head["by_query"], &spent = queries["spent"];
  const auto queries_count = head["queries"].get<std::size_t>();
  const auto sum = [](const Json& list) {
    std::int64_t total = 0;
    for (const Json& value : list) total += value.get<std::int64_t>();
    return total;
  };
  BOOST_TEST(sum(queries["cycles"]) == head["cycles"]["execution"]);
  BOOST_TEST(sum(queries["closed_form"]) == head["cycles"]["closed_form"]);
  BOOST_TEST(sum(queries["excess"]) == sum(queries["cycles"]) - sum(queries["closed_form"]));
  std::int64_t parts = 0;
  for (const char* part : {"hash", "attention", "scan", "way", "division"}) {
    BOOST_TEST(spent[part].size() == queries_count);
    BOOST_TEST(sum(spent[part]) == head["execution_spent"][part]);
    parts += sum(spent[part]);
  }
  BOOST_TEST(parts == head["cycles"]["execution"]);
  BOOST_REQUIRE(queries["candidates"].size() == 4U);  // banks
  std::map<std::string, std::size_t> bounds;
  std::int64_t attention = 0;
  for (std::size_t i = 0; i < queries_count; ++i) {
    ++bounds[queries["bound"][i]];
    std::int64_t most = 0;
    for (const Json& bank : queries["candidates"]) most = std::max(most, bank[i].get<std::int64_t>());
    attention += most;
    BOOST_TEST(queries["closed_form"][i].get<std::int64_t>() >= most);
  }
  BOOST_TEST(attention == head["candidates"]["cycles"]);
  BOOST_TEST(bounds["attention"] == head["candidates"]["bounds_queries"]);
  BOOST_TEST(bounds["selection"] == head["scan"]["bounds_queries"]);
  // The pool of one head says the same.
  const Json& pool = json["pooled"][0];
  BOOST_TEST(pool["execution_spent"] == head["execution_spent"]);
  BOOST_TEST(pool["cycles"]["lower_bound"] == head["cycles"]["lower_bound"]);
  const Json& worst = pool["excess"]["worst_query"];
  BOOST_TEST(worst["excess"] == queries["excess"][worst["query"].get<std::size_t>()]);
  for (std::size_t i = 1; i < queries_count; ++i)
    BOOST_TEST(queries["excess"][i].get<std::int64_t>() <= worst["excess"].get<std::int64_t>());
  const auto most =
      std::max({head["hash"]["cycles"].get<std::int64_t>(), head["scan"]["cycles"].get<std::int64_t>(),
                attention, head["division"]["cycles"].get<std::int64_t>()});
  BOOST_TEST(head["cycles"]["lower_bound"] == most);
}

BOOST_AUTO_TEST_CASE(calibration) {
  const Place place(elsa);
  std::ostringstream output, errors;
  const std::string file = place / "calibration.json";
  BOOST_REQUIRE(static_cast<int>(winnow::cli::run({"calibrate", short_case, "-o", file, "--degree", "2"},
                                                  output, errors)) == 0);
  const Json learned = place.json({"--data", short_case, "--heads", "0", "--calibration", file});
  BOOST_TEST(learned["pooled"].size() == 2U);  // without approximation, too
  const Result missing =
      place.simulate({"--data", project_data() + "/use_lite_l0_d64", "--heads", "1", "--calibration", file});
  BOOST_TEST(missing.code == 2);
  BOOST_TEST(
      contains(missing.errors, "no threshold for use_lite_l0_d64 layer 0 head 1; calibrate with its data"));
}

BOOST_AUTO_TEST_CASE(files_of_an_accelerator) {
  const Place place(elsa);
  const Result result =
      place.simulate({"--data", short_case, "--heads", "0", "--degree", "0,1", "-o", place / "out"});
  BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
  const auto written = place.folder().files();
  BOOST_TEST(contains(written.at("out/simulate.svg"), "p = 1"));
  BOOST_TEST(contains(written.at("out/simulate.svg"), "librivox_n94"));
  BOOST_TEST(contains(written.at("out/simulate.md"), "## Heads"));
  BOOST_TEST(Json::parse(written.at("out/simulate.json"))["pooled"].size() == 2U);
}

BOOST_AUTO_TEST_CASE(plain_lists_take_one_line) {
  const Json json = Json::parse(R"({"numbers": [1, -2.5], "none": [], "words": ["a, ]", "\"[ \\", null],
                                    "lists": [[1, 2], [3]], "objects": [{"a": [true]}, "b"]})");
  const std::string text = winnow::cli::simulate::with_short_lists(winnow::config::to_file_text(json));
  BOOST_CHECK(Json::parse(text) == json);
  BOOST_TEST(text == R"({
  "numbers": [1, -2.5],
  "none": [],
  "words": ["a, ]", "\"[ \\", null],
  "lists": [
    [1, 2],
    [3]
  ],
  "objects": [
    {
      "a": [true]
    },
    "b"
  ]
}
)");
}

BOOST_AUTO_TEST_CASE(options_of_the_other_kind_are_refused) {
  const Place place(elsa);
  const Result scores = place.simulate({"--data", short_case, "--scores", "int8"});
  BOOST_TEST(scores.code == 2);
  BOOST_TEST(contains(scores.errors, "--scores"));
  const Result without = place.simulate({});
  BOOST_TEST(without.code == 2);
  BOOST_TEST(contains(without.errors, "give --data DIR"));
  const Result degree = Place().simulate({"--data", short_case, "--degree", "1"});
  BOOST_TEST(degree.code == 2);
  BOOST_TEST(contains(degree.errors, "--degree is for cores of kind \"elsa\"; leave it out"));
  const Result negative = place.simulate({"--data", short_case, "--degree", "-1"});
  BOOST_TEST(negative.code == 2);
  BOOST_TEST(contains(negative.errors, "--degree -1 is out of range; give 0 or more"));
  const Result small = place.simulate({"--data", short_case, "--set", "parameters.maximum_tokens=20"});
  BOOST_TEST(small.code == 2);
  BOOST_TEST(contains(small.errors, "no case has a head that fits: the core takes 20 tokens of 64 elements"));
}

BOOST_AUTO_TEST_SUITE_END()

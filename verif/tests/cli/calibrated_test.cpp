// SPDX-License-Identifier: Apache-2.0
// `--calibration FILE` of `winnow verify` and `winnow simulate`: what it changes, and what is refused.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <sstream>

#include "gen/cli/program.hpp"
#include "gen/config/config.hpp"
#include "gen/config/elsa_parameters.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::test::TemporaryFolder;
using winnow::config::Json;

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

std::string source() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(root != nullptr);
  return root == nullptr ? std::string() : root;
}

const std::string small_config = source() + "/configs/elsa_small.json";
const std::string text_case = source() + "/verif/data/attention/use_lite_l0_d64";
const std::string speech_case = source() + "/verif/data/attention/moonshine_base_dec_d52";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The small core, calibrated with one model's heads for p = 2.
class Place {
 public:
  Place() {
    const Result result = run({"calibrate", text_case, "-o", file(), "--config", small_config, "--degree",
                               "2", "--threshold-fraction-bits", "6", "--cosine-fraction-bits", "7"});
    BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
  }

  std::string operator/(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string file() const { return *this / "calibration.json"; }
  Json json(const std::string& name) const { return Json::parse(folder_.files().at(name)); }
  bool folder_is_clean() const { return folder_.files().size() == 1; }
  void put(const Json& json) const { folder_.put("calibration.json", json.dump()); }

  Result verify(const std::string& config, const std::string& data = text_case) const {
    return run({"verify", config, "--engine", "evaluator", "--test", "real_input", "--data", data, "-o",
                *this / "out", "--calibration", file(), "-q"});
  }
  Result simulate(const std::string& config) const {
    return run({"simulate", config, "--data", text_case, "--calibration", file(), "-q"});
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(captured_heads_run_with_what_the_file_says) {
  const Place place;
  const Result result = place.verify(small_config);
  BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
  const Json calibration = place.json("calibration.json"), verified = place.json("out/verify.json");
  const Json& runs = verified["runs"][0];
  std::vector<std::string> names;
  for (const Json& test : runs["tests"]) names.push_back(test["name"]);
  BOOST_TEST((names == std::vector<std::string>{"real_input_all_keys", "real_input_p2"}));
  const Json& heads = runs["real_inputs"];
  BOOST_REQUIRE(heads.size() == 2U);
  BOOST_TEST(heads[0]["degree"] == 0);
  BOOST_TEST(heads[1]["degree"] == 2);
  BOOST_TEST(heads[1]["threshold"].get<double>() == calibration["heads"][0]["code"].get<double>() / 64);
  // The core is the one with the file's constants, none of which are the config's own.
  const Json parameters = place.json("out/manifest.json")["config"]["parameters"];
  for (const char* name : {"hash_factors", "factor_fraction_bits", "cosine_table", "cosine_fraction_bits"})
    BOOST_TEST(parameters[name] == calibration["hash"][name], name);
  BOOST_TEST(parameters["threshold_fraction_bits"] == 6);
  BOOST_TEST(parameters["cosine_fraction_bits"] == 7);
}

// Another threshold in the file is another head's: fewer keys, or more.
BOOST_AUTO_TEST_CASE(the_threshold_counts) {
  const Place place;
  std::vector<double> shares;
  for (const int code : {-64, 0, 64}) {
    Json calibration = place.json("calibration.json");
    calibration["heads"][0]["code"] = code;
    place.put(calibration);
    const Result result = place.verify(small_config);
    BOOST_REQUIRE_MESSAGE(result.code == 0, result.errors);
    shares.push_back(place.json("out/verify.json")["runs"][0]["real_inputs"][1]["share"]);
  }
  BOOST_TEST(shares[0] > shares[1]);
  BOOST_TEST(shares[1] > shares[2]);
}

BOOST_AUTO_TEST_CASE(a_failure_is_repeated_with_the_calibration) {
  const Place place;
  for (int mutant = 1; mutant <= 12; ++mutant) {
    const Result failed =
        run({"verify", small_config, "--mutant", std::to_string(mutant), "--test", "real_input", "--data",
             text_case, "-o", place / "out", "--calibration", place.file()});
    if (failed.code != 1) continue;
    BOOST_TEST(contains(failed.output + failed.errors, "--calibration " + place.file()),
               failed.output + failed.errors);
    return;
  }
  BOOST_ERROR("no mutant was noticed");
}

// Both commands say the same.
BOOST_AUTO_TEST_CASE(files_that_are_none_or_do_not_fit_are_refused) {
  struct Bad {
    std::function<void(Json&)> spoil;
    std::string message;
  };
  const std::vector<Bad> all = {
      {[](Json& json) { json = Json::array(); },
       "calibration.json:/winnow_calibration: is missing; expected 1"},
      {[](Json& json) { json["winnow_calibration"] = 9; },
       "calibration.json:/winnow_calibration: is no version that is known; expected 1"},
      {[](Json& json) { json["heads"] = 3; },
       "calibration.json:/heads: is no list; expected a list of heads"},
      {[](Json& json) { json["heads"][2]["code"] = 65; },
       "calibration.json:/heads/2/code: 65 is out of range; expected -64 to 64"},
      {[](Json& json) { json["heads"][2].erase("layer"); },
       "calibration.json:/heads/2/layer: is missing; expected the layer's number"},
      {[](Json& json) { json["degree"] = 0; },
       "calibration.json:/degree: 0 is out of range; expected a number above 0"},
      {[](Json& json) { json["threshold_fraction_bits"] = 17; },
       "calibration.json:/threshold_fraction_bits: 17 is out of range; expected 1 to 16"},
      {[](Json& json) { json["hash"]["cosine_table"].erase(3); },
       "calibration.json:/hash/cosine_table: 12 entries for 12 hash bits; 13 entries"},
      {[](Json& json) { json["hash"]["cosine_fraction_bits"] = 15; },
       "calibration.json:/hash/cosine_fraction_bits: "},
      {[](Json& json) { json["hash"]["hash_factors"] = Json::parse("[[[[1, 0], [0, 1]]]]"); },
       "calibration.json:/hash/hash_factors: hashes vectors of 2 elements, those of elsa_small have 8; "
       "calibrate with --config " +
           small_config},
  };
  for (const Bad& bad : all) {
    const Place place;
    Json json = place.json("calibration.json");
    bad.spoil(json);
    place.put(json);
    for (const Result& result : {place.verify(small_config), place.simulate(small_config)}) {
      BOOST_TEST(result.code == 2);
      BOOST_TEST(contains(result.errors, bad.message), bad.message + " is not in: " + result.errors);
    }
    BOOST_TEST(place.folder_is_clean());
  }
}

// What the config says and the file's matrix are at odds: the config's place.
BOOST_AUTO_TEST_CASE(a_matrix_that_the_multipliers_do_not_fit) {
  const Place place;
  Json json = place.json("calibration.json");
  Json batch = Json::array();
  for (int i = 0; i < 6; ++i) batch.push_back(Json::parse("[[1, 0], [0, 1]]"));
  json["hash"]["hash_factors"] = Json::array({batch});
  json["hash"]["cosine_table"] = std::vector<int>(65, 1);
  place.put(json);
  const std::string config = source() + "/configs/elsa.json";
  for (const Result& result : {place.verify(config), place.simulate(config)}) {
    BOOST_TEST(result.code == 2);
    BOOST_TEST(contains(result.errors, "elsa.json:/parameters/hash_multipliers: "), result.errors);
    BOOST_TEST(contains(result.errors, "calibration.json says"), result.errors);
  }
}

BOOST_AUTO_TEST_CASE(kinds_that_take_none_and_files_that_are_not_there) {
  const Place place;
  const std::string array = source() + "/configs/rmmu_small.json";
  for (const Result& result : {place.verify(array), place.simulate(array)}) {
    BOOST_TEST(result.code == 2);
    BOOST_TEST(contains(result.errors,
                        "rmmu_small.json: a core of kind \"rmmu\" takes no calibration; leave "
                        "out --calibration, or give a core of kind \"elsa\""),
               result.errors);
  }
  const Result missing = run({"verify", small_config, "--calibration", place / "none.json", "-q"});
  BOOST_TEST(missing.code == 2);
  BOOST_TEST(
      contains(missing.errors, "none.json: cannot be read; expected a file that winnow calibrate wrote"));
  // The heads of other models have no thresholds; simulate_test.cpp has the same for the other command.
  const Result other = place.verify(small_config, speech_case);
  BOOST_TEST(other.code == 2);
  BOOST_TEST(contains(other.errors, "no threshold for moonshine_base_dec_d52 layer "), other.errors);
}

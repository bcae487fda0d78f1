// SPDX-License-Identifier: Apache-2.0
// `winnow calibrate` as a user meets it.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gen/cli/program.hpp"
#include "gen/config/json.hpp"
#include "sim/elsa/calibration.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

namespace fs = std::filesystem;
using winnow::cli::test::TemporaryFolder;
using winnow::config::Json;

namespace {

struct Result {
  int code;
  std::string output;
  std::string errors;
};

std::string captured_case() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE(root != nullptr);
  return std::string(root) + "/verif/data/attention/use_lite_l0_d64";
}

class Place {
 public:
  std::string operator/(const std::string& name) const { return (folder_.path() / name).string(); }
  const TemporaryFolder& folder() const { return folder_; }

  Result calibrate(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"calibrate", captured_case(), "-o", *this / "calibration.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ostringstream output, errors;
    const auto code = winnow::cli::run(arguments, output, errors);
    return {static_cast<int>(code), output.str(), errors.str()};
  }

 private:
  TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_that_can_be_read_again) {
  const Place place;
  const Result result = place.calibrate({"--degree", "2"});
  BOOST_TEST(result.code == 0, result.errors);
  BOOST_TEST(contains(result.output, "use_lite_l0_d64 layer 0 head 3: t = "));
  const auto calibration = winnow::sim::elsa::read_calibration(place / "calibration.json");
  BOOST_TEST(calibration.degree == 2);
  BOOST_TEST(calibration.heads.size() == 4U);
  BOOST_TEST(calibration.heads[0].queries == 128U);
  BOOST_TEST(calibration.hash.cosine_table.size() == 65U);
  // Again: it may replace its own file, and gives the same bytes.
  const Result again = place.calibrate({"--degree", "2", "--json", "-q"});
  BOOST_TEST(again.code == 0, again.errors);
  std::ifstream file(place / "calibration.json");
  std::stringstream text;
  text << file.rdbuf();
  BOOST_TEST(again.output == text.str());
}

BOOST_AUTO_TEST_CASE(another_hash_matrix) {
  const Place place;
  BOOST_TEST(place.calibrate({"--factors", "8x8,4x8+4x4,4x16", "--seed", "3"}).code == 0);
  const auto calibration = winnow::sim::elsa::read_calibration(place / "calibration.json");
  BOOST_TEST(winnow::config::hash_rows(calibration.hash.factors) == 48U);
  BOOST_TEST(winnow::config::hash_columns(calibration.hash.factors) == 64U);
  BOOST_TEST(calibration.hash.cosine_table.size() == 49U);
}

BOOST_AUTO_TEST_CASE(bad_input_is_refused_and_nothing_is_written) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> bad = {
      {{"--degree", "0"}, "--degree 0 is out of range; give p above 0"},
      {{"--degree", "-1"}, "--degree -1 is out of range"},
      {{"--seed", "2"}, "--seed needs --factors"},
      {{"--factors", "4x4,4"}, "--factors 4x4,4: not the shapes of a hash matrix"},
      {{"--factors", "8x4"}, "not the shapes of a hash matrix"},
      {{"--factors", "4x4+8x8"}, "not the shapes of a hash matrix"},
      {{"--factors", "0x4"}, "not the shapes of a hash matrix"},
      {{"--config", "none.json"}, "none.json: cannot be read"},
      {{"--threshold-fraction-bits", "40"}, "--threshold-fraction-bits"},
  };
  for (const auto& [arguments, message] : bad) {
    const Place place;
    const Result result = place.calibrate(arguments);
    BOOST_TEST(result.code == 2);
    BOOST_TEST(contains(result.errors, message), result.errors);
    BOOST_TEST(fs::is_empty(place.folder().path()));
  }
}

BOOST_AUTO_TEST_CASE(a_core_without_a_hash_is_refused) {
  const Place place;
  place.folder().put("array.json", R"({"winnow": 1, "core": "rmmu", "name": "array"})");
  const Result result = place.calibrate({"--config", place / "array.json"});
  BOOST_TEST(result.code == 2);
  BOOST_TEST(contains(result.errors,
                      "a core of kind \"rmmu\" has no hash; give one of kind \"elsa\" or \"elsa_hash\""),
             result.errors);
}

BOOST_AUTO_TEST_CASE(a_file_of_somebody_else_stays) {
  const Place place;
  place.folder().put("calibration.json", "mine");
  const Result result = place.calibrate({});
  BOOST_TEST(result.code == 2);
  BOOST_TEST(contains(result.errors, "is there and is no calibration"), result.errors);
  BOOST_TEST(place.calibrate({"--force"}).code == 0);
}

BOOST_AUTO_TEST_CASE(all_folders_without_data_are_named) {
  const Place place;
  std::ostringstream output, errors;
  const auto code =
      winnow::cli::run({"calibrate", place / "one", place / "two", "-o", place / "out.json"}, output, errors);
  BOOST_TEST(static_cast<int>(code) == 2);
  BOOST_TEST(contains(errors.str(), "one"), errors.str());
  BOOST_TEST(contains(errors.str(), "two"), errors.str());
}

// SPDX-License-Identifier: Apache-2.0
// Calibrations: learned from the captured cases in the project, written and read again, and refused when
// broken.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "gen/config/elsa_hash_parameters.hpp"
#include "sim/data_error.hpp"
#include "sim/elsa/calibration.hpp"

namespace config = winnow::config;
namespace sim = winnow::sim;
namespace elsa = winnow::sim::elsa;
namespace fs = std::filesystem;

namespace {

std::vector<sim::ActivationCase> project_cases() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set");
  return sim::load_cases(fs::path(root) / "verif/data/attention");
}

elsa::Calibration small_calibration() {
  elsa::Calibration calibration;
  calibration.degree = 0.5;
  calibration.hash = {config::default_hash_factors(), 5, 0.125, 8, {256, 0, -256}};
  calibration.heads = {{"model", 3, 1, 128, 0.25, 64}};
  return calibration;
}

// A file of this text, gone at the end.
class TextFile {
 public:
  explicit TextFile(const std::string& text)
      : path_(fs::temp_directory_path() / "winnow_elsa_calibration_test.json") {
    std::ofstream(path_) << text;
  }
  ~TextFile() { fs::remove(path_); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::vector<std::string> faults(const config::Json& json) {
  const TextFile file(config::to_text(json));
  try {
    elsa::read_calibration(file.path());
    return {};
  } catch (const sim::DataError& error) {
    std::vector<std::string> messages;
    for (const std::string& message : error.messages())
      messages.push_back(message.substr(file.path().string().size()));
    return messages;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(elsa_calibration)

BOOST_AUTO_TEST_CASE(every_head_of_every_model_has_a_threshold_that_grows_with_the_degree) {
  const auto cases = project_cases();
  const auto low = elsa::learn_thresholds(cases, 0.5, 8), high = elsa::learn_thresholds(cases, 4, 8);
  std::size_t heads = 0;
  for (const sim::ActivationCase& each : cases) heads += each.layer_count() * each.heads();
  // One case of each model is in the project.
  BOOST_TEST(low.size() == heads);
  BOOST_REQUIRE(high.size() == heads);
  for (std::size_t i = 0; i < heads; ++i) {
    BOOST_TEST(low[i].queries > 0U);
    BOOST_TEST(low[i].threshold <= high[i].threshold);
    BOOST_TEST(std::abs(low[i].threshold) <= 1.0);
    BOOST_TEST(std::abs(low[i].threshold * 256 - low[i].code) <= 0.5);
  }
}

BOOST_AUTO_TEST_CASE(the_default_hash_has_the_papers_bias) {
  const auto hash = elsa::calibrate_hash(config::default_hash_factors(), 5, 8);
  BOOST_TEST(std::abs(hash.theta_bias - 0.127) < 0.02);
  BOOST_REQUIRE(hash.cosine_table.size() == 65U);
  BOOST_TEST(hash.cosine_table.front() == 256);
  for (std::size_t i = 1; i < hash.cosine_table.size(); ++i)
    BOOST_TEST(hash.cosine_table[i] <= hash.cosine_table[i - 1]);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const elsa::Calibration calibration = small_calibration();
  const TextFile file(config::to_text(elsa::to_json(calibration)));
  const elsa::Calibration read = elsa::read_calibration(file.path());
  BOOST_TEST((read == calibration));
  BOOST_REQUIRE(read.find("model", 3, 1) != nullptr);
  BOOST_TEST(read.find("model", 3, 1)->code == 64);
  BOOST_TEST(read.find("model", 3, 0) == nullptr);
}

BOOST_AUTO_TEST_CASE(all_faults_are_named) {
  config::Json json = elsa::to_json(small_calibration());
  BOOST_TEST(faults(json).empty());
  json["degree"] = "one";
  json["hash"].erase("cosine_table");
  json["heads"][0].erase("code");
  const std::vector<std::string> expected = {
      ":/degree: is no such value; expected the degree of approximation p",
      ":/hash/cosine_table: is missing; expected a list of integers",
      ":/heads/0/code: is missing; expected the threshold as an integer"};
  BOOST_TEST(faults(json) == expected, boost::test_tools::per_element());
  BOOST_TEST(faults(config::Json::array()).size() > 3U);
  config::Json later = elsa::to_json(small_calibration());
  later["winnow_calibration"] = 2;
  BOOST_TEST(faults(later).size() == 1U);
  BOOST_CHECK_THROW(elsa::read_calibration("no such file"), sim::DataError);
}

BOOST_AUTO_TEST_CASE(models) {
  sim::ActivationCase activations;
  for (const char* folder : {"a/model/case", "a/model/case/../other"}) {
    activations.folder = folder;
    BOOST_TEST(elsa::model_of(activations) == "model");
  }
}

BOOST_AUTO_TEST_SUITE_END()

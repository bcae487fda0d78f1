// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "verif/tests/config/config_text.hpp"

namespace config = winnow::config;

namespace {

std::string load_error(const std::string& path) {
  try {
    config::load_config(path);
  } catch (const config::ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(unreadable_files) {
  const std::string mend = "; give the path of a winnow config (a JSON file)";
  BOOST_TEST(load_error("no/such.json") == "no/such.json: cannot be read: No such file or directory" + mend);
  BOOST_TEST(load_error("/") == "/: cannot be read: Is a directory" + mend);
  BOOST_TEST(load_error("/dev/zero") == "/dev/zero: is larger than 16 MiB" + mend);
}

BOOST_AUTO_TEST_CASE(every_shipped_config_is_good) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(config::test::source_folder() + "/configs")) {
    if (entry.path().extension() != ".json") continue;
    BOOST_TEST(load_error(entry.path().string()) == "");
    const auto parsed = config::load_config(entry.path().string());
    BOOST_TEST(parsed.name == entry.path().stem().string());
    names.insert(parsed.name);
  }
  for (const char* name : {"rmmu", "dota_rmmu", "rmmu_small", "rmmu_fx16", "rmmu_odd"})
    BOOST_TEST(names.contains(name));
}

// Hash matrices and cosines come from a draw and a mathematics library: shipped configs have them as
// integers, so that neither decides what hardware they are.
BOOST_AUTO_TEST_CASE(shipped_configs_state_every_generated_constant) {
  std::size_t constants = 0;
  for (const auto& entry : std::filesystem::directory_iterator(config::test::source_folder() + "/configs")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const config::Json written = config::Json::parse(file)["parameters"];
    const config::Json all = config::canonical_json(config::load_config(entry.path().string()))["parameters"];
    for (const char* name : {"hash_factors", "cosine_table"}) {
      if (!all.contains(name)) continue;
      ++constants;
      BOOST_TEST(written.contains(name), entry.path().string() + " lacks " + name);
    }
  }
  BOOST_TEST(constants >= 8U);
}

BOOST_AUTO_TEST_CASE(the_published_design_point) {
  const auto parsed = config::load_config(config::test::source_folder() + "/configs/dota_rmmu.json");
  config::RmmuParameters expected;
  expected.rows = 32;
  expected.columns = 16;
  expected.precisions = {16, 8, 4, 2};
  expected.sources = 8;
  expected.chunks = 4;
  expected.segments = 2;
  BOOST_CHECK(parsed.as<config::RmmuParameters>() == expected);
}

BOOST_AUTO_TEST_SUITE_END()

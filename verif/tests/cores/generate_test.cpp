// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "gen/config/rmmu_parameters.hpp"
#include "gen/cores/generate.hpp"

namespace {

using namespace winnow;

config::Config config_of(unsigned rows, unsigned columns) {
  config::RmmuParameters parameters;
  parameters.rows = rows;
  parameters.columns = columns;
  return config::make_config("array", parameters);
}

std::size_t verilog_bytes(const cores::GeneratedCore& core) {
  std::size_t bytes = 0;
  for (const cores::OutputFile& file : core.files) {
    if (file.path.starts_with("rtl/")) bytes += file.text.size();
  }
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_config_gives_the_same_bytes) {
  const auto one = cores::generate(config_of(3, 5), {});
  const auto other = cores::generate(config_of(3, 5), {});
  BOOST_REQUIRE_EQUAL(one.files.size(), other.files.size());
  for (std::size_t i = 0; i < one.files.size(); ++i) {
    BOOST_TEST(one.files[i].path == other.files[i].path);
    BOOST_TEST(one.files[i].text == other.files[i].text);
  }
}

BOOST_AUTO_TEST_CASE(a_row_is_a_module_so_output_grows_as_rows_plus_columns) {
  const std::size_t square = verilog_bytes(cores::generate(config_of(16, 16), {}));
  const std::size_t wide = verilog_bytes(cores::generate(config_of(16, 32), {}));
  const std::size_t tall = verilog_bytes(cores::generate(config_of(32, 16), {}));
  const std::size_t both = verilog_bytes(cores::generate(config_of(32, 32), {}));
  // Growing both sides costs what growing each alone costs, up to the digits of longer numbers.
  BOOST_TEST(both < wide + tall - square + (both - square) / 10);
}

BOOST_AUTO_TEST_CASE(origins_are_relative_to_the_project) {
  const std::string root = std::getenv("WINNOW_SOURCE_DIR");
  for (const cores::OutputFile& file : cores::generate(config_of(2, 2), {}).files) {
    BOOST_TEST(file.text.find(root) == std::string::npos, file.path);
  }
}

BOOST_AUTO_TEST_CASE(the_package_is_complete) {
  const auto core = cores::generate(config_of(2, 2), {});
  for (const char* name :
       {"array.f", "array.core", "array.sdc", "manifest.json", "DATASHEET.md", "rtl/array.v"}) {
    BOOST_TEST(std::any_of(core.files.begin(), core.files.end(),
                           [&](const cores::OutputFile& file) { return file.path == name; }),
               name);
  }
}

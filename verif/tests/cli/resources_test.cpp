// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/resources.hpp"

#include <boost/test/unit_test.hpp>

#include "gen/cli/exit_code.hpp"
#include "verif/tests/cli/temporary_folder.hpp"

using winnow::cli::find_resources;
using winnow::cli::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

void put_resources(const TemporaryFolder& place, const std::string& folder) {
  place.put(folder + "/rtl_templates/a.v", "");
  place.put(folder + "/configs/a.json", "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resources)

BOOST_AUTO_TEST_CASE(installed_and_called_through_links) {
  const TemporaryFolder place;
  place.put("prefix/bin/winnow", "");
  put_resources(place, "prefix/share/winnow");
  fs::create_directory(place.path() / "links");
  fs::create_symlink("../prefix/bin/winnow", place.path() / "links/winnow");
  fs::create_symlink("links/winnow", place.path() / "again");
  const fs::path expected = place.path() / "prefix/share/winnow";
  for (const char* program : {"prefix/bin/winnow", "links/winnow", "again"}) {
    BOOST_TEST(fs::equivalent(find_resources(place.path() / program), expected));
  }
}

BOOST_AUTO_TEST_CASE(a_build_tree_names_its_sources) {
  const TemporaryFolder place;
  put_resources(place, "source tree");
  place.put("build/gen/cli/winnow", "");
  place.put("build/gen/cli/winnow-resources.txt", (place.path() / "source tree").string() + "\n");
  BOOST_TEST(find_resources(place.path() / "build/gen/cli/winnow") == place.path() / "source tree");
}

BOOST_AUTO_TEST_CASE(none) {
  const TemporaryFolder place;
  place.put("prefix/bin/winnow", "");
  place.put("prefix/bin/winnow-resources.txt", "/no/such/place\n");
  place.put("prefix/share/winnow/configs/a.json", "");  // half an installation is none
  try {
    find_resources(place.path() / "prefix/bin/winnow");
    BOOST_FAIL("found");
  } catch (const winnow::cli::ToolError& error) {
    BOOST_TEST(error.what() == "the files that belong to this program are not in " +
                                   (place.path() / "prefix/share/winnow").string() +
                                   "; install winnow again");
  }
}

BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: Apache-2.0
// The committed price list of the RMMU: docs/cores/rmmu.md and its picture show it, it covers every precision
// set in two libraries, and a small set is measured again.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "gen/cli/prices/price_list.hpp"
#include "verif/tests/synth/marked_text.hpp"

using namespace winnow;
using namespace winnow::cli::prices;
using namespace winnow::synth_test;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view begin_mark = "<!-- prices: from synth/baselines/rmmu_prices.json -->\n";
constexpr std::string_view end_mark = "<!-- end of prices -->\n";
constexpr double area_tolerance = 0.02;  // as of the other baselines

fs::path project() {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set");
  return root;
}

std::vector<PriceList> committed() {
  return from_json(nlohmann::ordered_json::parse(slurp(project() / "synth/baselines/rmmu_prices.json")));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(the_list_has_all_sets_in_two_libraries) {
  const auto lists = committed();
  BOOST_REQUIRE(lists.size() == 2U);
  BOOST_TEST(lists[0].library != lists[1].library);
  for (const PriceList& list : lists) {
    BOOST_TEST(list.entries.size() == 15U);
    for (const auto& set : all_precision_sets()) {
      BOOST_TEST(list.entry(set).pe.size() == stage_counts);
      BOOST_TEST(list.separate_arrays(list.entry(set)) > 0);
    }
  }
}

// A set of one precision is its own fixed array.
BOOST_AUTO_TEST_CASE(one_precision_alone_has_the_throughput_of_itself) {
  for (const PriceList& list : committed()) {
    for (const unsigned precision : {16U, 8U, 4U, 2U}) {
      BOOST_TEST(list.throughput_per_area(list.entry({precision}), precision) == 1.0);
      BOOST_TEST(list.separate_arrays(list.entry({precision})) == 1.0);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_page_shows_the_list) {
  check_marked_text(project() / "docs/cores/rmmu.md", begin_mark, end_mark, "\n" + to_markdown(committed()));
}

BOOST_AUTO_TEST_CASE(the_picture_shows_the_list) {
  const fs::path picture = project() / "docs/images/rmmu_prices.svg";
  if (synth::baselines_are_updated()) write(picture, to_svg(committed()));
  BOOST_TEST(slurp(picture) == to_svg(committed()), picture << ": not of the committed price list");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(measured)

BOOST_AUTO_TEST_CASE(a_small_set_costs_what_the_list_says) {
  const Scratch scratch("prices");
  const Bench bench{"osu018", project() / "rtl_templates", scratch.path()};
  const std::vector<std::vector<unsigned>> sets = {{4, 2}};
  std::vector<std::string> heard;
  const PriceList now = measure(sets, bench, [&heard](const std::string& line) { heard.push_back(line); });
  BOOST_TEST(heard.size() == 6U);  // 3 PEs and a row; arrays for 4 bits and for 2 alone
  const auto lists = committed();
  const auto list = std::ranges::find(lists, now.library, &PriceList::library);
  BOOST_REQUIRE((list != lists.end()));
  const auto check = [](const Price& price, const Price& known, const std::string& what) {
    BOOST_TEST(
        std::abs(price.area - known.area) <= area_tolerance * known.area,
        what << ": " << price.area << " um2, in the price list " << known.area
             << "; run 'winnow prices' and commit its prices.json as synth/baselines/rmmu_prices.json");
  };
  for (const auto& set : sets) {
    for (unsigned stages = 0; stages < stage_counts; ++stages)
      check(now.entry(set).pe[stages], list->entry(set).pe[stages], "PE");
    check(now.entry(set).row, list->entry(set).row, "row");
  }
}

BOOST_AUTO_TEST_SUITE_END()

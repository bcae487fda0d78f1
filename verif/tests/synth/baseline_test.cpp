// SPDX-License-Identifier: Apache-2.0
#include "synth/baseline.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "synth/baseline_table.hpp"
#include "synth/errors.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::synth;
using winnow::synth_test::Scratch;
namespace test = winnow::synth_test;

namespace {

Result sample() {
  Result result;
  result.top = "array";
  result.library = "tiny";
  result.tools = {{"yosys", "0.23"}};
  result.nand2 = "NAND2";
  result.nand2_area = 10;
  ModuleResult top{.name = "array"};
  top.instances = 1;
  top.area = 5000;
  top.own_area = 1000;
  top.flip_flops = 100;
  ModuleResult mac{.name = "mac"};
  mac.instances = 4;
  mac.area = mac.own_area = 1000;
  result.modules = {top, mac};
  result.timing.groups = {{.group = "register_to_register", .delay_ns = 3.0},
                          {.group = "input_to_register", .delay_ns = 2.0}};
  return result;
}

std::vector<Deviation> compare(const Result& result, double tolerance = 0.02) {
  return compare_with_baseline(result, "hash", make_baseline(sample(), "array", "hash"), tolerance);
}

}  // namespace

BOOST_AUTO_TEST_CASE(equal_figures_do_not_deviate) {
  BOOST_TEST(compare(sample()).empty());
}

BOOST_AUTO_TEST_CASE(an_area_may_move_by_the_tolerance_and_no_more) {
  for (const double factor : {0.981, 1.019}) {
    Result result = sample();
    result.modules[1].area *= factor;
    BOOST_TEST(compare(result).empty(), factor);
  }
  for (const double factor : {0.979, 1.021}) {
    Result result = sample();
    result.modules[1].area *= factor;
    const auto deviations = compare(result);
    BOOST_REQUIRE(deviations.size() == 1);
    BOOST_TEST(deviations[0].figure == "area of mac");
    BOOST_TEST(compare(result, 0.03).empty());
  }
}

BOOST_AUTO_TEST_CASE(the_critical_path_is_compared) {
  Result slower = sample();
  slower.timing.groups[0].delay_ns = 3.1;
  BOOST_REQUIRE(compare(slower).size() == 1);
  BOOST_TEST(compare(slower)[0].figure == "critical path");
  Result none = sample();
  none.timing.groups.clear();
  BOOST_TEST(compare(none).size() == 1);
}

BOOST_AUTO_TEST_CASE(flip_flops_are_compared) {
  Result more = sample();
  more.modules[0].flip_flops += 3;
  BOOST_REQUIRE(compare(more).size() == 1);
  BOOST_TEST(compare(more)[0].figure == "number of flip-flops");
}

BOOST_AUTO_TEST_CASE(new_and_vanished_modules_deviate) {
  Result result = sample();
  result.modules[1].name = "pe";
  const auto deviations = compare(result);
  BOOST_REQUIRE(deviations.size() == 2);
  BOOST_TEST(deviations[0].message.find("mac is gone") != std::string::npos);
  BOOST_TEST(deviations[1].message.find("pe is new") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(other_tools_libraries_and_configs_cannot_be_compared) {
  Result tools = sample();
  tools.tools["yosys"] = "0.55";
  Result library = sample();
  library.library = "huge";
  BOOST_TEST(compare(tools).size() == 1);
  BOOST_TEST(compare(library).size() == 1);
  const Baseline baseline = make_baseline(sample(), "array", "hash");
  BOOST_TEST(compare_with_baseline(sample(), "other", baseline).at(0).figure == "config hash");
}

BOOST_AUTO_TEST_CASE(a_baseline_survives_its_file) {
  const Scratch scratch("baseline_file");
  const auto file = scratch.path() / "array.json";
  write_baseline(make_baseline(sample(), "array", "hash"), file);
  const Baseline read = read_baseline(file);
  BOOST_TEST(read.name == "array");
  BOOST_TEST(read.module_areas.at("mac") == 1000);
  BOOST_TEST(read.critical_path_ns.value() == 3.0);
  BOOST_TEST(read.area() == 5000);
  BOOST_TEST(read.gates(read.area()) == 500);
  BOOST_TEST(read.flip_flops == 100U);
  BOOST_TEST(compare_with_baseline(sample(), "hash", read).empty());
  test::write(file, "{\"name\": 3}");
  BOOST_CHECK_THROW(read_baseline(file), InputError);
  BOOST_CHECK_THROW(read_baseline(scratch.path() / "none.json"), InputError);
}

BOOST_AUTO_TEST_CASE(the_update_variable_writes_the_file_that_is_then_compared) {
  const Scratch scratch("baseline_update");
  ::unsetenv("WINNOW_UPDATE_BASELINES");
  const auto missing = check_baseline(sample(), "array", "hash", scratch.path());
  BOOST_REQUIRE(missing.size() == 1);
  BOOST_TEST(missing[0].message.find("does not exist") != std::string::npos);
  ::setenv("WINNOW_UPDATE_BASELINES", "1", 1);
  BOOST_TEST(check_baseline(sample(), "array", "hash", scratch.path()).empty());
  ::unsetenv("WINNOW_UPDATE_BASELINES");
  BOOST_TEST(std::filesystem::exists(scratch.path() / "array.tiny.json"));
  BOOST_TEST(check_baseline(sample(), "array", "hash", scratch.path()).empty());
  Result larger = sample();
  larger.modules[0].area *= 1.5;
  BOOST_TEST(check_baseline(larger, "array", "hash", scratch.path()).size() == 1);
}

BOOST_AUTO_TEST_CASE(a_table_holds_what_can_be_compared) {
  const Baseline one = make_baseline(sample(), "small", "");
  Baseline other = one;
  other.name = "large";
  other.module_areas["array"] = 2.5e6;
  other.critical_path_ns.reset();
  BOOST_TEST(markdown_table({one, other}, "ma", "one MAC") ==
             "Library tiny (a gate is 10 um2), yosys 0.23:\n\n"
             "| config | area, mm2 | gates | flip-flops | one MAC, gates | critical path, ns |\n"
             "|---|---|---|---|---|---|\n"
             "| `small` | 0.005 | 500 | 100 | 100 | 3.00 |\n"
             "| `large` | 2.500 | 250000 | 100 | 100 | none |\n");
  other.tools["yosys"] = "0.55";
  BOOST_CHECK_THROW(markdown_table({one, other}, "mac", ""), InputError);
  BOOST_CHECK_THROW(markdown_table({one}, "pe", ""), InputError);
  BOOST_CHECK_THROW(markdown_table({one}, "", ""), InputError);
  BOOST_CHECK_THROW(markdown_table({}, "mac", ""), InputError);
}

BOOST_AUTO_TEST_CASE(a_period_is_met_when_no_slack_is_negative) {
  Result result = sample();
  BOOST_TEST(result.meets_period());
  result.timing.groups[0].slack_ns = 0.5;
  BOOST_TEST(result.meets_period());
  result.timing.groups[1].slack_ns = -0.001;
  BOOST_TEST(!result.meets_period());
}

BOOST_AUTO_TEST_CASE(json_and_text_hold_the_figures) {
  Result result = sample();
  const auto json = to_json(result);
  BOOST_TEST(json["modules"][1]["total_area"].get<double>() == 4000);
  BOOST_TEST(json["totals"]["area"].get<double>() == 5000);
  BOOST_TEST(json["timing"]["critical_path"]["delay_ns"].get<double>() == 3);
  BOOST_TEST(!json["timing"]["critical_path"].contains("slack_ns"));
  BOOST_TEST(to_text(result).find("Critical path: 3.000 ns (333.3 MHz)") != std::string::npos,
             to_text(result));
  result.timing.groups.clear();
  BOOST_TEST(to_json(result)["timing"]["critical_path"].is_null());
  BOOST_TEST(to_text(result).find("Timing: no path") != std::string::npos);
}

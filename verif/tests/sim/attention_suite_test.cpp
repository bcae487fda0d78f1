// SPDX-License-Identifier: Apache-2.0
// Real activations through the RMMU's port protocol, with the reference model in the device's place.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <set>

#include "sim/metrics.hpp"
#include "verif/harness/model_dut.hpp"
#include "verif/models/rmmu/model.hpp"
#include "verif/suites/rmmu_attention/real_input.hpp"
#include "verif/tests/sim/array_parameters.hpp"
#include "verif/tests/suites/suite_run.hpp"

namespace winnow::verif::test {
namespace {

std::shared_ptr<const RealInput> project_input(const std::string& name, std::size_t layer_index,
                                               std::size_t head) {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set; run this test by ctest");
  const auto folder = std::filesystem::path(root) / "verif/data/attention" / name;
  return std::make_shared<const RealInput>(
      real_input(sim::load_case(sim::find_cases(folder).at(0)), layer_index, head));
}

std::shared_ptr<const RealInput> use_input() {
  return project_input("use_lite_l0_d64/kjv_eccl_n128", 0, 1);
}

// Runs every test of the suite; returns the reports by test name.
std::vector<std::pair<std::string, RealInputReport>> run_suite(const config::RmmuParameters& parameters,
                                                               const std::shared_ptr<const RealInput>& input,
                                                               const RealInputLimits& limits) {
  std::vector<std::pair<std::string, RealInputReport>> reports;
  RealInputReport last;
  const Suite suite =
      real_input_suite(parameters, input, limits, [&](const RealInputReport& report) { last = report; });
  for (const SuiteTest& test : suite) {
    ModelDut device(std::make_unique<RmmuModel>(parameters));
    RmmuModel model(parameters);
    Bench bench(device, model, test.name, 1);
    test.run(bench, 0);
    reports.emplace_back(test.name, last);
  }
  return reports;
}

// The figures of the tile, without an array.
void check_figures(const RealInput& input, const RealInputReport& report) {
  const unsigned bits =
      static_cast<unsigned>(std::stoul(report.precision.substr(report.precision.find_first_of("123456789"))));
  const auto rule = sim::default_rule(bits);
  const auto q = sim::quantise(input.data.q, bits, rule);
  const auto k = sim::quantise(input.data.k, bits, rule);
  const auto d = report.dimension;
  const auto products =
      sim::integer_scores(sim::corner(q.codes, report.queries, d), sim::corner(k.codes, report.keys, d));
  sim::Head head = input.data;
  head.q = sim::corner(head.q, report.queries, d);
  head.k = sim::corner(head.k, report.keys, d);
  const sim::Matrix estimate = sim::scaled(products, q.scale * k.scale);
  BOOST_TEST(report.relative_error == sim::relative_l2_error(sim::scores(head), estimate, head.mask));
  BOOST_TEST(report.top10_recall.value() == sim::top_recall(sim::scores(head), estimate, 10, head.mask));
}

void check_reports(const config::RmmuParameters& parameters, const std::shared_ptr<const RealInput>& input,
                   const RealInputLimits& limits) {
  for (const auto& [name, report] : run_suite(parameters, input, limits)) {
    BOOST_TEST_CONTEXT(name << ": " << describe(report)) {
      BOOST_TEST(report.mismatches == 0U);
      const std::size_t width = report.kind == "scores" ? report.keys : report.dimension;
      BOOST_TEST(report.results == report.queries * width);
      BOOST_TEST(report.cycles <= limits.cycles + 100);
      if (report.kind == "scores") check_figures(*input, report);
    }
  }
}

// Flips bit 0 of an output's word 0 in every cycle.
ModelDut::Fault flip(const std::string& port) {
  return
      [port](std::uint64_t /*cycle*/, const std::vector<std::string>& names, std::vector<Expected>& outputs) {
        const auto index = std::find(names.begin(), names.end(), port) - names.begin();
        outputs.at(static_cast<std::size_t>(index)).value[0] ^= 1U;
      };
}

config::RmmuParameters small_array() {
  config::RmmuParameters p;
  p.rows = 4;
  p.columns = 8;
  p.chunks = 2;
  p.sources = 2;
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(attention_suite)

BOOST_AUTO_TEST_CASE(tests_of_an_array) {
  std::set<std::string> names;
  for (const SuiteTest& test : real_input_suite(small_array(), use_input())) {
    BOOST_TEST(!test.description.empty());
    names.insert(test.name);
  }
  BOOST_TEST(names == (std::set<std::string>{"real_input_fx16", "real_input_fx16_segments", "real_input_int8",
                                             "real_input_int8_segments", "real_input_int4",
                                             "real_input_int4_segments", "real_input_int2",
                                             "real_input_int2_segments", "real_input_weighted_values"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_default_array) {
  const auto input = use_input();
  for (const auto& [name, report] : run_suite({}, input, {})) {
    BOOST_TEST_MESSAGE(name << ": " << describe(report));
    BOOST_TEST(report.mismatches == 0U);
    BOOST_TEST(report.queries == 32U);
    BOOST_TEST(report.keys == 128U);
    if (report.kind == "scores") check_figures(*input, report);
    // The goal of the multi-function unit's specification: 1e-2 of double precision.
    if (report.kind == "weighted_values") BOOST_TEST(report.relative_error < 1e-2);
  }
}

BOOST_AUTO_TEST_CASE(the_published_lane_array) {
  config::RmmuParameters parameters;
  parameters.chunks = 4;
  parameters.sources = 8;
  for (const auto& [name, report] : run_suite(parameters, use_input(), {})) {
    BOOST_TEST_MESSAGE(name << ": " << describe(report));
    BOOST_TEST(report.mismatches == 0U);
    if (name.find("segments") == std::string::npos) BOOST_TEST(report.passes == 1U);
  }
}

BOOST_AUTO_TEST_CASE(every_precision_set_in_odd_shapes) {
  const auto use = use_input();
  const auto padded = project_input("moonshine_base_enc_d52/librivox_n128", 1, 3);
  const auto causal = project_input("moonshine_base_dec_d52/librivox_n94", 0, 7);
  const std::vector<std::shared_ptr<const RealInput>> inputs = {use, padded, causal};
  std::size_t i = 0;
  for (const config::RmmuParameters& parameters : array_parameters()) {
    check_reports(parameters, inputs[i++ % inputs.size()], {9, 21, 1500});
  }
}

BOOST_AUTO_TEST_CASE(element_reduction_alone) {
  config::RmmuParameters parameters = small_array();
  parameters.reductions = {"element"};
  parameters.maximum_length = 16;
  const auto reports = run_suite(parameters, use_input(), {});
  BOOST_TEST_REQUIRE(reports.size() == 1U);
  BOOST_TEST(reports[0].second.keys == 16U);  // no more products than the accumulator holds
  BOOST_TEST(reports[0].second.mismatches == 0U);
}

// Device and model wrong in the same way: only the plain integers know.
BOOST_AUTO_TEST_CASE(a_wrong_result_is_found_without_the_model) {
  const auto parameters = small_array();
  for (const auto& [test, port] : {std::pair<std::string, std::string>{"real_input_int4", "group_result_o"},
                                   {"real_input_int4_segments", "row_result_o"},
                                   {"real_input_fx16", "group_valid_o"},
                                   {"real_input_weighted_values", "element_result_o"},
                                   {"real_input_weighted_values", "element_valid_o"}}) {
    RealInputReport report;
    const Suite suite = real_input_suite(parameters, use_input(), {4, 8, 5000},
                                         [&](const RealInputReport& r) { report = r; });
    const auto found =
        std::find_if(suite.begin(), suite.end(), [&](const SuiteTest& t) { return t.name == test; });
    BOOST_REQUIRE(found != suite.end());
    ModelDut device(std::make_unique<RmmuModel>(parameters), flip(port));
    testing::WrongModel model(std::make_unique<RmmuModel>(parameters), flip(port));
    Bench bench(device, model, test, 1);
    BOOST_CHECK_THROW(found->run(bench, 0), MismatchError);
    BOOST_TEST(report.mismatches > 0U, port);
    BOOST_TEST(report.mismatches < report.results, port);  // one lane of one unit
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_device_is_found_by_the_model) {
  const auto parameters = small_array();
  ModelDut device(std::make_unique<RmmuModel>(parameters), flip("row_result_o"));
  RmmuModel model(parameters);
  Bench bench(device, model, "real_input_int8", 1);
  BOOST_CHECK_THROW(run_scores(bench, RmmuShape(parameters), *use_input(), 1, ScoreLayout::groups, {}),
                    MismatchError);
}

BOOST_AUTO_TEST_CASE(the_budget_bounds_the_tile) {
  const auto parameters = small_array();
  const auto input = use_input();
  const Suite suite = real_input_suite(parameters, input, {});
  ModelDut device(std::make_unique<RmmuModel>(parameters));
  RmmuModel model(parameters);
  Bench bench(device, model, suite.front().name, 1);
  suite.front().run(bench, 300);
  BOOST_TEST(bench.cycle_count() <= 310U);
  BOOST_TEST(bench.cycle_count() > 75U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace winnow::verif::test

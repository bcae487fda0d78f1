// SPDX-License-Identifier: Apache-2.0
// Netlist coverage as it is reported: places in the emitted Verilog, lcov's format, what is missing.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "verif/suites/rmmu/suite.hpp"
#include "verif/tests/hdl/coverage_subjects.hpp"
#include "verif/verify/netlist_coverage.hpp"
#include "verif/verify/verify.hpp"

using namespace winnow;
using namespace winnow::hdl::coverage_test;

namespace {

cores::GeneratedCore board_core() {
  cores::GeneratedCore core;
  core.design = std::make_unique<hdl::Design>();
  core.top = &core.design->elaborate<Board>({});
  core.design->finish();
  hdl::run_passes(*core.design);
  for (hdl::verilog::SourceFile& file : hdl::verilog::print_design(*core.top, {}).files) {
    core.lines[file.name.substr(0, file.name.size() - 2)] = std::move(file.lines);
    core.files.push_back({"rtl/" + file.name, std::move(file.text)});
  }
  return core;
}

// Number of the only line of a file that has this text.
unsigned line_with(const cores::GeneratedCore& core, const std::string& file, const std::string& text) {
  for (const cores::OutputFile& output : core.files) {
    if (output.path != file) continue;
    const std::size_t at = output.text.find(text);
    BOOST_TEST_REQUIRE(at != std::string::npos, text << " in\n" << output.text);
    BOOST_TEST_REQUIRE((output.text.find(text, at + 1) == std::string::npos), text);
    return 1U + static_cast<unsigned>(std::count(
                    output.text.begin(), output.text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  throw std::out_of_range(file);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

verif::CoverageReport exercised(const cores::GeneratedCore& core) {
  hdl::NetlistCoverage coverage(*core.top);
  hdl::Evaluator evaluator(*core.top, 0, true);
  exercise(evaluator);
  coverage.add(evaluator);
  return verif::coverage_report(coverage, core);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_point_is_found_in_the_emitted_verilog) {
  const cores::GeneratedCore core = board_core();
  const std::string text = verif::lcov(exercised(core), "board");
  const std::string first = std::to_string(line_with(core, "rtl/tile.v", "wire [7:0] first = "));
  const std::string held = std::to_string(line_with(core, "rtl/tile.v", "      held <= (data_i == 8'd0) ? "));
  const std::string write = std::to_string(line_with(core, "rtl/board.v", "if (write_i) store["));
  const std::string read = std::to_string(line_with(core, "rtl/board.v", "if (read_i) "));
  BOOST_TEST(text.starts_with("TN:board\nSF:rtl/board.v\n"), text);
  // Branch 0: the net was 1, branch 1: it was 0; summed over both cells.
  for (const std::string& line :
       {"BRDA:" + first + ",0,0,2\n", "BRDA:" + first + ",0,1,18\n", "DA:" + first + ",20\n",
        "BRDA:" + held + ",0,0,2\n", "BRDA:" + held + ",0,1,18\n", "BRDA:" + held + ",1,0,12\n",
        "BRDA:" + held + ",1,1,8\n", "DA:" + held + ",20\n", "BRDA:" + write + ",0,0,1\n",
        "BRDA:" + write + ",0,1,9\n", "DA:" + write + ",1\n", "BRDA:" + read + ",0,0,0\n",
        "BRDA:" + read + ",0,1,10\n", "DA:" + read + ",0\n"}) {
    BOOST_TEST(contains(text, line), line << " in\n" << text);
  }
  // The board: two ports, one of them unused.
  BOOST_TEST(contains(text, "BRF:4\nBRH:3\n"), text);
  BOOST_TEST(contains(text, "LF:2\nLH:1\nend_of_record\nSF:rtl/tile.v\n"), text);
  BOOST_TEST(text.ends_with("end_of_record\n"));
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named_with_its_place) {
  const cores::GeneratedCore core = board_core();
  const verif::CoverageReport report = exercised(core);
  const std::vector<std::string> missing = verif::missing(report);
  std::string all;
  for (const std::string& text : missing) all += text + "\n";
  const std::string read = std::to_string(line_with(core, "rtl/board.v", "if (read_i) "));
  BOOST_TEST(contains(all, "rtl/board.v:" + read + ": read port read_i was never 1\n"), all);
  // stop_i is tied to 0: its negation is always 1.
  BOOST_TEST(contains(all, ": condition ~stop_i was never 0\n"), all);
  BOOST_TEST(missing.size() == 2U, all);
  BOOST_TEST(report.all().points == 7U);
  BOOST_TEST(report.all().covered == 5U);
  const std::string summary = verif::summary(report);
  BOOST_TEST(summary.starts_with("netlist coverage: 5 of 7 points seen 0 and 1 (71.4 %)\n"), summary);
  BOOST_TEST(contains(summary, "  tile            2          2/2          1/1          1/2             -\n"),
             summary);
  const nlohmann::ordered_json json = verif::to_json(report);
  BOOST_TEST(json["modules"][0]["read_port"]["covered"] == 0);
  BOOST_TEST(json["missing"].size() == 2U);
}

// Nothing is counted that was not run, and the suite runs nearly everything there is.
BOOST_AUTO_TEST_CASE(coverage_of_a_core_by_its_suite) {
  config::RmmuParameters parameters;
  parameters.rows = parameters.columns = 2;
  const config::Config config = config::make_config("little", parameters);
  const cores::GeneratedCore core = cores::elaborate(config);
  verif::VerifyOptions options;
  options.engine = verif::Engine::evaluator;
  options.coverage = true;
  options.pattern = "reset_state";
  const verif::VerifyResult little = verif::verify(config, core, options);
  options.pattern.clear();
  const verif::VerifyResult all = verif::verify(config, core, options);
  BOOST_REQUIRE(little.coverage.has_value());
  BOOST_REQUIRE(all.coverage.has_value());
  BOOST_TEST(all.passed());
  BOOST_TEST(little.coverage->all().points == all.coverage->all().points);
  BOOST_TEST(little.coverage->all().covered < all.coverage->all().covered);
  std::string text;
  for (const std::string& point : verif::missing(*all.coverage)) text += "\n" + point;
  BOOST_TEST(all.coverage->all().covered == all.coverage->all().points, text);
  // Without the emitted text the places are those of the generator's source.
  BOOST_TEST(contains(verif::lcov(*all.coverage, "little"), "SF:gen/cores/rmmu/pe.cpp\n"));
}

BOOST_AUTO_TEST_CASE(missing_functional_coverage_fails_the_suite) {
  verif::SuiteReport report{"design", "evaluator", 3, {verif::coverage_result({}, 3)}};
  BOOST_TEST(report.passed());
  report.results.push_back(verif::coverage_result({"reset the cycle after a run", "source 2"}, 3));
  BOOST_TEST(!report.passed());
  BOOST_TEST(report.results[1].error == "the suite did not reach: reset the cycle after a run, source 2");
}

// Part of the suite cannot be asked for all of it; all of it is.
BOOST_AUTO_TEST_CASE(functional_coverage_is_asked_of_the_whole_suite) {
  config::RmmuParameters parameters;
  parameters.rows = parameters.columns = 1;
  parameters.precisions = {4};
  const config::Config config = config::make_config("little", parameters);
  const cores::GeneratedCore core = cores::elaborate(config);
  verif::VerifyOptions options;
  options.engine = verif::Engine::evaluator;
  options.cycles = 1;  // the directed tests reach everything
  const verif::VerifyResult all = verif::verify(config, core, options);
  BOOST_TEST(all.passed());
  BOOST_TEST(all.report.results.back().name == "functional_coverage");
  options.pattern = "reset_state";
  const verif::VerifyResult one = verif::verify(config, core, options);
  BOOST_TEST(one.passed());
  BOOST_TEST(one.report.results.size() == 1U);
}

// SPDX-License-Identifier: Apache-2.0
// A real core in the default library: its figures against the committed baseline, its mapped netlist against
// the core's reference model. One run of the tools for all; arguments: -- CONFIG, relative to the project.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "gen/config/rmmu_parameters.hpp"
#include "synth/baseline.hpp"
#include "verif/engines/verilated_factory.hpp"
#include "verif/harness/report.hpp"
#include "verif/suites/registry/registry.hpp"
#include "verif/tests/synth/core_run.hpp"

using namespace winnow;
using namespace winnow::synth;
using synth_test::CoreRun;

namespace {

namespace fs = std::filesystem;

const CoreRun& core_run() {
  static const CoreRun run = [] {
    const auto& suite = boost::unit_test::framework::master_test_suite();
    if (suite.argc != 2) throw std::runtime_error("usage: synth_core_test [options] -- CONFIG");
    return CoreRun(suite.argv[1]);
  }();
  return run;
}

fs::path baselines() {
  return synth_test::project_folder() / "synth/baselines";
}

fs::path baseline_file() {
  return baselines() / (core_run().config.name + "." + core_run().result.library + ".json");
}

std::vector<Deviation> deviations_from(const Baseline& baseline) {
  return compare_with_baseline(core_run().result, config::config_hash(core_run().config), baseline);
}

fs::path netlist_file() {
  return core_run().folder() / (core_run().config.name + ".netlist.v");
}

verif::SuiteReport run_netlist_suite(const fs::path& netlist) {
  const CoreRun& run = core_run();
  const verif::CoreSuite suite = verif::make_suite(run.config);
  verif::VerilatedModelOptions model;
  model.top = run.config.name;
  model.verilog_files = {netlist, run.folder() / "cells.v"};
  model.directory = run.work() / "verilated";
  model.jobs = 2;
  verif::RunOptions options;
  options.design = run.config.name;
  options.engine = "verilator";
  options.seed = 3;
  return verif::run_suite(suite.suite, verif::verilated_dut_factory(model), suite.model, options);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(baseline)

BOOST_AUTO_TEST_CASE(figures_are_the_committed_ones) {
  for (const Deviation& deviation : check_baseline(core_run().result, core_run().config.name,
                                                   config::config_hash(core_run().config), baselines())) {
    BOOST_ERROR(deviation.message);
  }
}

// The comparison above is worth something only when it fails: every area in turn, moved in a copy.
BOOST_AUTO_TEST_CASE(an_area_that_moved_by_three_percent_is_noticed) {
  const Baseline committed = read_baseline(baseline_file());
  BOOST_TEST(deviations_from(committed).empty());
  unsigned moved = 0;
  for (const auto& [module, area] : committed.module_areas) {
    if (area == 0) continue;
    for (const double factor : {0.97, 1.0 / 0.97}) {
      Baseline tampered = committed;
      // Against this run's own figure, which may be anywhere within the tolerance.
      tampered.module_areas[module] =
          make_baseline(core_run().result, "", "").module_areas.at(module) * factor;
      const auto deviations = deviations_from(tampered);
      BOOST_TEST_REQUIRE(deviations.size() == 1U, module);
      BOOST_TEST(deviations.front().figure == "area of " + module);
    }
    ++moved;
  }
  // Every module has some, but for memories that are black boxes and what holds nothing else.
  unsigned with_area = 0;
  for (const ModuleResult& module : core_run().result.modules) {
    BOOST_TEST((module.area > 0 || module.memory_bits > 0), module.name);
    if (module.area > 0) ++with_area;
  }
  BOOST_TEST(moved == with_area);
  // A core may be a single module.
  BOOST_TEST(moved >= std::min<std::size_t>(core_run().result.modules.size(), 2));
}

BOOST_AUTO_TEST_CASE(the_processing_element_is_mapped_once) {
  if (core_run().config.core != "rmmu") return;
  const auto parameters = core_run().config.as<config::RmmuParameters>();
  unsigned elements = 0;
  for (const ModuleResult& module : core_run().result.modules) {
    if (!module.name.starts_with("rmmu_pe_")) continue;
    ++elements;
    BOOST_TEST(module.instances == std::uint64_t{parameters.rows} * parameters.columns);
  }
  BOOST_TEST(elements == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(netlist)

BOOST_AUTO_TEST_CASE(the_mapped_netlist_passes_the_suite) {
  const verif::SuiteReport report = run_netlist_suite(netlist_file());
  std::uint64_t cycles = 0;
  std::uint64_t bits = 0;
  for (const verif::TestResult& test : report.results) {
    BOOST_TEST(test.passed,
               test.name << ": " << (test.mismatch ? verif::describe(*test.mismatch) : test.error));
    cycles += test.cycles;
    bits += test.compared_bits;
  }
  BOOST_TEST_MESSAGE(report.name << ": " << report.results.size() << " tests, " << cycles << " cycles, "
                                 << bits << " bits compared");
  // Every test of the suite ran, and for a while.
  BOOST_TEST(report.results.size() == verif::make_suite(core_run().config).suite.size());
  BOOST_TEST(cycles > 100 * report.results.size());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(fault)

// One gate of one multiplier that is mapped wrong, as a netlist that is right but for that.
BOOST_AUTO_TEST_CASE(a_wrong_gate_is_noticed) {
  std::string text = synth_test::slurp(netlist_file());
  const std::size_t module = text.find("\nmodule rmmu_multiplier_");
  BOOST_REQUIRE(module != std::string::npos);
  const std::string right = "  NAND2X1 ";
  const std::size_t gate = text.find(right, module);
  BOOST_REQUIRE(gate < text.find("\nendmodule", module));
  text.replace(gate, right.size(), "  NOR2X1 ");
  const fs::path wrong = core_run().work() / "wrong.netlist.v";
  synth_test::write(wrong, text);
  BOOST_TEST(!run_netlist_suite(wrong).passed());
}

BOOST_AUTO_TEST_SUITE_END()

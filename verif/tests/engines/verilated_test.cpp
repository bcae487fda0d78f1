// SPDX-License-Identifier: Apache-2.0
// VerilatedDut and its build on small hand-written modules, compared with models through the bench.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "gen/process/tool.hpp"
#include "verif/engines/verilated_build.hpp"
#include "verif/engines/verilated_dut.hpp"
#include "verif/engines/verilated_factory.hpp"
#include "verif/harness/runner.hpp"
#include "verif/tests/engines/models.hpp"
#include "verif/tests/harness/mock.hpp"

using namespace winnow::verif;
using namespace winnow::verif::testing;
using winnow::process::find_program;
using winnow::process::output_of;
using winnow::process::ToolFailed;
using winnow::process::ToolMissing;

namespace {

namespace fs = std::filesystem;

fs::path rtl(const std::string& name) {
  const char* root = std::getenv("WINNOW_SOURCE_DIR");
  BOOST_REQUIRE_MESSAGE(root != nullptr, "WINNOW_SOURCE_DIR is not set");
  return fs::path(root) / "verif/tests/engines/rtl" / (name + ".v");
}

VerilatedModelOptions options_for(const std::string& top, const fs::path& directory,
                                  const std::string& file = "") {
  VerilatedModelOptions options;
  options.top = top;
  options.verilog_files = {rtl(file.empty() ? top : file)};
  options.directory = directory;
  options.jobs = 2;
  return options;
}

std::unique_ptr<VerilatedDut> build_and_load(const VerilatedModelOptions& options, std::uint64_t seed = 0) {
  return std::make_unique<VerilatedDut>(load_verilated_library(build_verilated_model(options).library), seed);
}

template <typename ModelType>
SuiteReport run_random(const VerilatedModelOptions& options, std::uint64_t cycles) {
  return run_suite({random_test(cycles)}, verilated_dut_factory(options),
                   [] { return std::make_unique<ModelType>(); }, {});
}

std::uint32_t peek_word(const Dut& dut, const char* port) {
  std::uint32_t word = 0;
  dut.peek(dut.port(port), {&word, 1});
  return word;
}

void poke_word(Dut& dut, const char* port, std::uint32_t word) {
  dut.poke(dut.port(port), {&word, 1});
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Where the counter is built once for all cases that take it as it is.
const fs::path& shared_counter() {
  static const ScratchFolder folder;
  return folder.path();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_port_width_memory_and_name) {
  const ScratchFolder folder;
  const SuiteReport report = run_random<WidthsModel>(options_for("widths", folder.path()), 5000);
  BOOST_TEST(report.results[0].error == "");
  BOOST_TEST(report.passed());
  BOOST_TEST(report.results[0].compared_bits > 5000U * 340U);
}

BOOST_AUTO_TEST_CASE(combinational_module_without_a_clock) {
  const ScratchFolder folder;
  const SuiteReport report = run_random<AdderModel>(options_for("adder", folder.path()), 2000);
  BOOST_TEST(report.results[0].error == "");
  BOOST_TEST(report.passed());
}

BOOST_AUTO_TEST_CASE(ports_poke_peek_settle_and_tick) {
  const ScratchFolder folder;
  VerilatedModelOptions options = options_for("counter", folder.path());
  options.modules_out_of_line = {{.name = "counter", .kept = {}}};
  options.ports = {{"count_o", 17, false}, {"sum_o", 17, false},  {"clk_i", 1, true},
                   {"rst_ni", 1, true},    {"enable_i", 1, true}, {"step_i", 17, true}};
  const auto dut = build_and_load(options);
  BOOST_TEST(dut->ports()[0].name == "count_o");  // in declared order
  poke_word(*dut, "rst_ni", 0);
  dut->tick();
  BOOST_TEST(peek_word(*dut, "count_o") == 0U);
  poke_word(*dut, "rst_ni", 0xFFFFFFFFU);  // bits above the width are ignored
  BOOST_TEST(peek_word(*dut, "rst_ni") == 1U);
  poke_word(*dut, "enable_i", 1);
  poke_word(*dut, "step_i", 0xFFFE0003U);
  dut->settle();
  BOOST_TEST(peek_word(*dut, "count_o") == 0U);
  BOOST_TEST(peek_word(*dut, "sum_o") == 3U);
  dut->tick();
  BOOST_TEST(peek_word(*dut, "count_o") == 3U);
  BOOST_TEST(peek_word(*dut, "sum_o") == 6U);  // settled after the edge
  dut->tick();                                 // no poke in between
  dut->settle();
  BOOST_TEST(peek_word(*dut, "count_o") == 6U);
  poke_word(*dut, "step_i", 10);
  dut->tick();  // no settle in between
  BOOST_TEST(peek_word(*dut, "count_o") == 16U);
  BOOST_CHECK_THROW(poke_word(*dut, "clk_i", 1), std::logic_error);
  BOOST_CHECK_THROW(poke_word(*dut, "count_o", 1), std::logic_error);
  std::array<std::uint32_t, 2> two{};
  BOOST_CHECK_THROW(dut->poke(dut->port("step_i"), two), std::invalid_argument);
  BOOST_CHECK_THROW(dut->peek(dut->port("step_i"), two), std::invalid_argument);
  BOOST_TEST(!dut->open_wave(folder.path() / "x.fst"));
}

BOOST_AUTO_TEST_CASE(two_models_of_one_name_live_in_one_process) {
  const ScratchFolder folder;
  const auto up = load_verilated_library(
      build_verilated_model(options_for("counter", shared_counter() / "fast")).library);
  const auto down = load_verilated_library(
      build_verilated_model(options_for("counter", folder.path() / "down", "counter_down")).library);
  VerilatedDut up_dut(up, 1), second_up_dut(up, 2), down_dut(down, 1);
  CounterModel up_model, second_up_model, down_model(true);
  Bench benches[] = {Bench(up_dut, up_model, "up", 1), Bench(second_up_dut, second_up_model, "up", 2),
                     Bench(down_dut, down_model, "down", 1)};
  for (Bench& bench : benches) bench.reset();
  for (unsigned i = 0; i < 1000; ++i) {
    for (Bench& bench : benches) {
      bench.value(bench.input("enable_i"))[0] = bench.random().one_in(2) ? 1U : 0U;
      bench.value(bench.input("step_i"))[0] = static_cast<std::uint32_t>(bench.random().next());
      BOOST_REQUIRE_NO_THROW(bench.cycle());
    }
  }
  BOOST_TEST((benches[0].got(0) != benches[2].got(0)));
}

BOOST_AUTO_TEST_CASE(registers_power_up_at_random_but_repeatably) {
  const auto library = load_verilated_library(
      build_verilated_model(options_for("counter", shared_counter() / "fast")).library);
  const auto power_up = [&](std::uint64_t seed) {
    VerilatedDut dut(library, seed);
    dut.settle();
    return peek_word(dut, "count_o");
  };
  BOOST_TEST(power_up(1) == power_up(1));
  BOOST_TEST((power_up(1) != power_up(2) || power_up(1) != power_up(3)));
}

BOOST_AUTO_TEST_CASE(planted_mismatch_leaves_json_and_a_wave) {
  const ScratchFolder folder;
  fs::create_directories(folder.path() / "out");
  RunOptions run;
  run.seed = 11;
  run.directory = folder.path() / "out";
  const Suite suite = {{"count_up", "enable always", [](Bench& bench, std::uint64_t) {
                          bench.reset();
                          bench.value(bench.input("enable_i"))[0] = 1;
                          bench.value(bench.input("step_i"))[0] = 1;
                          for (unsigned i = 0; i < 1000; ++i) bench.cycle();
                        }}};
  const SuiteReport report = run_suite(
      suite, verilated_dut_factory(options_for("counter", shared_counter())),
      [] { return std::make_unique<CounterModel>(false, 498); }, run);
  BOOST_TEST(!report.passed());
  BOOST_REQUIRE(report.results[0].mismatch.has_value());
  const nlohmann::json failure = nlohmann::json::parse(file_text(run.directory / "failure.json"));
  BOOST_TEST(failure["test"] == "count_up");
  BOOST_TEST(failure["seed"] == 11);
  BOOST_TEST(failure["cycle"] == 500);  // two cycles of reset, then one per count
  BOOST_TEST(failure["port"] == "count_o");
  BOOST_TEST(failure["expected"] == "001f3");
  BOOST_TEST(failure["got"] == "001f2");
  BOOST_TEST(failure["inputs"]["step_i"] == "00001");
  BOOST_TEST(failure["wave"]["reproduced"] == true);
  BOOST_TEST(failure["wave"]["first_cycle"] == 300);
  BOOST_TEST(fs::file_size(run.directory / "failure.fst") > 300U);
  if (find_program("fst2vcd")) {
    const std::string vcd = output_of({"fst2vcd", (run.directory / "failure.fst").string()});
    BOOST_TEST(contains(vcd, "count_o"));
    BOOST_TEST(contains(vcd, "\n#3000\n"));
    BOOST_TEST(contains(vcd, "\n#5005\n"));   // the edge after the failing cycle
    BOOST_TEST(!contains(vcd, "\n#2990\n"));  // nothing before the window
  }
}

BOOST_AUTO_TEST_CASE(identical_builds_are_reused_and_changed_ones_not) {
  const ScratchFolder folder;
  const fs::path file = folder.path() / "counter.v";
  fs::copy_file(rtl("counter"), file);
  VerilatedModelOptions options = options_for("counter", folder.path() / "model");
  options.verilog_files = {file};
  BOOST_TEST(!build_verilated_model(options).up_to_date);
  const VerilatedModelBuild again = build_verilated_model(options);
  BOOST_TEST(again.up_to_date);
  BOOST_TEST_MESSAGE("an up-to-date build takes " << again.seconds << " s");
  const auto old_dut = build_and_load(options);
  fs::copy_file(rtl("counter_down"), file, fs::copy_options::overwrite_existing);
  BOOST_TEST(!build_verilated_model(options).up_to_date);
  const auto new_dut = build_and_load(options);
  for (VerilatedDut* dut : {old_dut.get(), new_dut.get()}) {
    poke_word(*dut, "rst_ni", 0);
    dut->tick();
    poke_word(*dut, "step_i", 1);
    dut->settle();
  }
  BOOST_TEST(peek_word(*old_dut, "sum_o") == 1U);  // still the library it was made from
  BOOST_TEST(peek_word(*new_dut, "sum_o") == 0x1FFFFU);
}

BOOST_AUTO_TEST_CASE(ports_that_differ_from_the_verilog_are_refused) {
  const ScratchFolder folder;
  VerilatedModelOptions options = options_for("counter", folder.path());
  options.ports = {{"clk_i", 1, true},   {"rst_ni", 1, true},    {"enable_i", 1, true},
                   {"step_i", 18, true}, {"count_o", 17, false}, {"total_o", 17, false}};
  BOOST_CHECK_EXCEPTION(
      build_verilated_model(options), std::invalid_argument, [](const std::invalid_argument& error) {
        const std::string text = error.what();
        return contains(text, "input 'step_i' of 18 bits is input 'step_i' of 17 bits in the Verilog") &&
               contains(text, "the Verilog lacks output 'total_o'") &&
               contains(text, "has output 'sum_o' of 17 bits");
      });
}

BOOST_AUTO_TEST_CASE(tool_errors_are_told_apart) {
  const ScratchFolder folder;
  VerilatedModelOptions options = options_for("counter", folder.path() / "a b");
  options.verilog_files = {folder.path() / "broken.v"};
  BOOST_CHECK_THROW(build_verilated_model(options), std::invalid_argument);
  std::ofstream(options.verilog_files[0]) << "module counter(input wire a;\nendmodule\n";
  BOOST_CHECK_EXCEPTION(build_verilated_model(options), ToolFailed, [&](const ToolFailed& error) {
    return contains(error.what(), "broken.v:1:") && contains(error.what(), "syntax error") &&
           error.log() == folder.path() / "a b" / "build.log" && fs::exists(error.log());
  });
  const std::string path = std::getenv("PATH");
  setenv("PATH", folder.path().c_str(), 1);
  BOOST_CHECK_EXCEPTION(build_verilated_model(options), ToolMissing, [](const ToolMissing& error) {
    return contains(error.what(), "install Debian's packages verilator, make and g++");
  });
  setenv("PATH", path.c_str(), 1);
}

BOOST_AUTO_TEST_CASE(a_folder_with_a_blank_works) {
  const ScratchFolder folder;
  BOOST_TEST(run_random<CounterModel>(options_for("counter", folder.path() / "a b"), 200).passed());
}

BOOST_AUTO_TEST_CASE(a_design_that_stops_ends_its_test_only) {
  const ScratchFolder folder;
  const auto dut = build_and_load(options_for("stopper", folder.path()));
  dut->tick();
  poke_word(*dut, "stop_i", 1);
  BOOST_CHECK_EXCEPTION(dut->tick(), std::runtime_error, [](const std::runtime_error& error) {
    return contains(error.what(), "stopper.v:") && contains(error.what(), "$stop");
  });
}

BOOST_AUTO_TEST_CASE(waves_reopen_and_coverage_is_written) {
  const ScratchFolder folder;
  VerilatedModelOptions options = options_for("counter", folder.path() / "model");
  options.trace = true;
  options.line_coverage = true;
  const auto dut = build_and_load(options);
  for (const char* name : {"one.fst", "two.fst"}) {
    BOOST_TEST(dut->open_wave(folder.path() / name));
    for (std::uint32_t i = 0; i < 20; ++i) {
      poke_word(*dut, "step_i", i);
      dut->settle();
      poke_word(*dut, "step_i", i + 1);  // twice in one cycle: time still grows
      dut->settle();
      dut->tick();
    }
    dut->close_wave();
    BOOST_TEST(fs::file_size(folder.path() / name) > 300U);
  }
  BOOST_CHECK_THROW(dut->open_wave(folder.path() / "absent" / "x.fst"), std::runtime_error);
  BOOST_TEST(dut->write_coverage(folder.path() / "coverage.dat"));
  BOOST_TEST(contains(file_text(folder.path() / "coverage.dat"), "counter.v"));
}

BOOST_AUTO_TEST_CASE(speed_figure) {
  const ScratchFolder folder;
  VerilatedModelOptions options = options_for("widths", folder.path());
  options.optimisation = ModelOptimisation::run_fast;
  const SuiteReport report = run_random<WidthsModel>(options, 200000);
  BOOST_TEST(report.passed());
  BOOST_TEST_MESSAGE("widths, random inputs, with model: " << 200000 / report.results[0].seconds
                                                           << " cycles/s");
}

// SPDX-License-Identifier: Apache-2.0
// Whole runs of Yosys and OpenSTA on small hand-written designs.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "gen/process/process.hpp"
#include "synth/baseline.hpp"
#include "synth/synthesize.hpp"
#include "verif/tests/synth/designs.hpp"
#include "verif/tests/synth/scratch.hpp"

using namespace winnow::synth;
using namespace winnow::synth_test;
namespace fs = std::filesystem;
namespace process = winnow::process;

namespace {

const ModuleResult& module(const Result& result, const std::string& name) {
  for (const ModuleResult& candidate : result.modules) {
    if (candidate.name == name) return candidate;
  }
  BOOST_FAIL("no module " + name);
  throw 0;
}

Job single(const Scratch& scratch, const std::string& body) {
  write(scratch.path() / "top.v", body);
  return {.top = "top", .files = {scratch.path() / "top.v"}, .directory = scratch.path() / "out"};
}

// One run of the array in the default library, shared by the tests that only look at it.
struct ArrayRun {
  Scratch scratch{"flow_shared"};
  std::string said;
  Result result;
  ArrayRun() {
    Job job = array_job(scratch.path());
    job.progress = [this](std::string_view text) { said += std::string(text) + "\n"; };
    result = synthesize(job);
  }
  fs::path out() const { return scratch.path() / "out"; }
};

const ArrayRun& array_run() {
  static const ArrayRun run;
  return run;
}

auto says(const std::string& wanted) {
  return [wanted](const std::exception& error) {
    BOOST_TEST_MESSAGE(error.what());
    return std::string(error.what()).find(wanted) != std::string::npos;
  };
}

// A failed run leaves its log, if it came that far, and nothing else.
void check_only_log_in(const fs::path& directory, bool with_log = true) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) names.push_back(entry.path().filename());
  BOOST_TEST(names.size() == (with_log ? 1U : 0U));
  if (with_log && !names.empty()) BOOST_TEST(names.front() == "synth.log");
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_array_is_mapped_once_per_module_in_every_library) {
  struct Expected {
    const char* library;
    double nand2_area;
    double flip_flop_area;
  };
  for (const Expected& expected : {Expected{"osu018", 24, 96}, {"osu035", 96, 384}, {"osu050", 216, 864}}) {
    BOOST_TEST_CONTEXT(expected.library) {
      const Scratch scratch("flow_array");
      Job job = array_job(scratch.path());
      job.library = expected.library;
      const Result result = synthesize(job);
      BOOST_TEST(result.nand2_area == expected.nand2_area);
      const ModuleResult& array = result.top_module();
      const ModuleResult& row = module(result, "row");
      const ModuleResult& mac = module(result, "mac");
      BOOST_TEST(result.modules.size() == 3);
      BOOST_TEST(mac.instances == 4);
      BOOST_TEST(row.instances == 2);
      // 16 product, 20 sum, enable and clear; 21 total.
      BOOST_TEST(mac.flip_flops == 38);
      BOOST_TEST(array.flip_flops == 4 * 38 + 21);
      BOOST_TEST(row.own_cells == 0);
      BOOST_TEST(row.area == 2 * mac.area);
      BOOST_TEST(std::abs(array.area - array.own_area - 4 * mac.area) < 1e-6);
      BOOST_TEST(std::abs(array.gate_equivalents - array.area / expected.nand2_area) < 1e-9);
      BOOST_TEST(result.cell_counts.at("DFFPOSX1") == array.flip_flops);
      BOOST_TEST(mac.area > 38 * expected.flip_flop_area);
      // The accumulator's loop, the multiplier, and the outputs; no path goes straight through.
      BOOST_TEST(result.timing.groups.size() == 3);
      BOOST_TEST(result.timing.critical()->delay_ns > 1);
      BOOST_TEST(result.timing.critical()->delay_ns < 20);
      BOOST_TEST(!result.timing.critical()->slack_ns.has_value());
      BOOST_TEST(result.meets_period());
    }
  }
}

BOOST_AUTO_TEST_CASE(results_are_the_same_every_time_and_hold_no_paths) {
  const Scratch second("flow_second_folder");
  synthesize(array_job(second.path()));
  for (const char* name : {"synth.json", "synth.txt", "array.netlist.v", "cells.v", "synth.ys", "sta.tcl"}) {
    const std::string text = slurp(array_run().out() / name);
    BOOST_TEST(!text.empty(), name);
    BOOST_TEST((text == slurp(second.path() / "out" / name)), name);
    BOOST_TEST(text.find("/usr") == std::string::npos, name);
    BOOST_TEST(text.find("/tmp") == std::string::npos, name);
  }
  BOOST_TEST(fs::exists(array_run().out() / "synth.log"));
  BOOST_TEST(!fs::exists(array_run().out() / ".synth"));
}

BOOST_AUTO_TEST_CASE(areas_agree_with_what_yosys_itself_reports) {
  const std::string log = slurp(array_run().out() / "synth.log");
  const std::string marker = "Chip area for top module '\\array': ";
  const std::size_t place = log.find(marker);
  BOOST_REQUIRE(place != std::string::npos);
  const double area = std::stod(log.substr(place + marker.size()));
  BOOST_TEST(std::abs(area - array_run().result.top_module().area) < 1e-3);
}

// The same tools give the same figures everywhere; the committed file also shows what a baseline looks like.
BOOST_AUTO_TEST_CASE(the_array_has_its_committed_figures) {
  for (const Deviation& deviation :
       check_baseline(array_run().result, "test_array", "", rtl_folder() / "../../../../synth/baselines")) {
    BOOST_ERROR(deviation.message);
  }
}

BOOST_AUTO_TEST_CASE(both_scripts_rerun_without_winnow) {
  const Scratch scratch("flow_rerun");
  const fs::path out = scratch.path() / "copy";
  fs::copy(array_run().out(), out, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  fs::remove(out / "array.netlist.v");
  BOOST_TEST(process::run({.arguments = {"yosys", "-q", "-s", "synth.ys"}, .directory = out}).ok());
  BOOST_TEST((slurp(out / "array.netlist.v") == slurp(array_run().out() / "array.netlist.v")));
  const auto sta = process::run(
      {.arguments = {"sta", "-no_splash", "-exit", "sta.tcl"}, .directory = out, .capture = true});
  BOOST_TEST(sta.ok());
  BOOST_TEST(sta.output.find("slack (MET)") != std::string::npos);
  BOOST_TEST(sta.output.find("Error") == std::string::npos, sta.output);
}

BOOST_AUTO_TEST_CASE(a_period_gives_slack_and_is_mapped_for_speed_only_when_missed) {
  const Scratch scratch("flow_period");
  const Result& free = array_run().result;
  Job job = array_job(scratch.path());
  job.period_ns = 20;
  const Result relaxed = synthesize(job);
  BOOST_TEST(relaxed.meets_period());
  BOOST_TEST(relaxed.mapped_for == "area");
  BOOST_TEST(relaxed.top_module().area == free.top_module().area);
  BOOST_TEST(std::abs(relaxed.timing.critical()->slack_ns.value() + free.timing.critical()->delay_ns - 20) <
             1e-3);
  job.period_ns = 0.5;
  const Result tight = synthesize(job);
  BOOST_TEST(!tight.meets_period());
  BOOST_TEST(tight.mapped_for == "speed");
  BOOST_TEST(tight.timing.critical()->delay_ns < 0.9 * free.timing.critical()->delay_ns);
  BOOST_TEST(tight.top_module().area > free.top_module().area);
  BOOST_TEST(tight.modules.size() == 3);
  // The second run replaced the files of the first.
  const auto json = nlohmann::json::parse(slurp(scratch.path() / "out/synth.json"));
  BOOST_TEST(json["conditions"]["period_ns"].get<double>() == 0.5);
  BOOST_TEST(json["timing"]["critical_path"]["slack_ns"].get<double>() < 0);
}

BOOST_AUTO_TEST_CASE(paths_add_up_and_name_registers) {
  const TimingPath& path = array_run().result.timing.groups.at(0);
  BOOST_TEST(path.group == "register_to_register");
  BOOST_TEST(path.start_point.find("_q") != std::string::npos, path.start_point);
  BOOST_REQUIRE(path.steps.size() > 5);
  double sum = 0;
  for (const PathStep& step : path.steps) sum += step.delay_ns;
  BOOST_TEST(std::abs(sum - path.steps.back().arrival_ns) < 0.01);
  BOOST_TEST(path.delay_ns > path.steps.back().arrival_ns);  // setup time
  BOOST_TEST(path.steps.front().module == "mac");
  BOOST_TEST(path.steps.front().cell == "DFFPOSX1");
}

BOOST_AUTO_TEST_CASE(timing_in_parts_finds_the_same_paths_when_registers_bound_the_parts) {
  const Scratch scratch("flow_parts");
  Job job = array_job(scratch.path());
  const Result& whole = array_run().result;
  job.timing_cell_limit = 1000;  // one mac has some 600
  const Result parts = synthesize(job);
  BOOST_TEST(parts.timing.parts.size() == 3);
  BOOST_TEST(!parts.timing.parts[0].whole);
  BOOST_TEST(parts.timing.groups.at(0).part == "mac");
  BOOST_TEST(parts.timing.crossing_estimate_ns().has_value());
  BOOST_TEST(!whole.timing.crossing_estimate_ns().has_value());
  // The path within a mac is the same but for the load of its output register's net outside.
  BOOST_TEST(std::abs(parts.timing.groups.at(0).delay_ns - whole.timing.groups.at(0).delay_ns) < 0.3);
  BOOST_TEST(slurp(scratch.path() / "out/synth.txt").find("timed in parts") != std::string::npos);
  BOOST_TEST(!fs::exists(scratch.path() / "out/part.netlist.v"));
}

BOOST_AUTO_TEST_CASE(parts_with_many_ports_are_timed) {
  const Scratch scratch("flow_ports");
  Job job = ports_job(scratch.path());
  job.timing_cell_limit = 20;
  const Result result = synthesize(job);
  BOOST_TEST(result.timing.parts.size() == 2);
  BOOST_TEST(!result.timing.parts[0].whole);
  BOOST_TEST(result.timing.groups.at(0).delay_ns > 0);
}

BOOST_AUTO_TEST_CASE(large_memories_become_black_boxes_and_small_ones_flip_flops) {
  const Scratch scratch("flow_memory");
  const Result result = synthesize(store_job(scratch.path()));
  const ModuleResult& box = module(result, "sram_words_512x20");
  BOOST_TEST(box.black_box);
  BOOST_TEST(box.own_memory_bits == 512 * 20);
  BOOST_TEST(box.area == 0);
  const ModuleResult& small = module(result, "sram(ADDRESS=4,DEPTH=16,WIDTH=8)");
  BOOST_TEST(small.instances == 2);
  BOOST_TEST(small.flip_flops == 16 * 8 + 8);
  BOOST_TEST(result.top_module().memory_bits == 512 * 20);
  BOOST_TEST(result.top_module().flip_flops == 2 * (16 * 8 + 8) + 20);
}

BOOST_AUTO_TEST_CASE(the_memory_limit_and_named_black_boxes_are_obeyed) {
  const Scratch scratch("flow_boxes");
  Job job = store_job(scratch.path());
  job.memory_limit_bits = 64;
  const Result small_boxed = synthesize(job);
  BOOST_TEST(small_boxed.top_module().memory_bits == 512 * 20 + 2 * 16 * 8);
  BOOST_TEST(small_boxed.top_module().flip_flops == 20);
  job.black_boxes = {"sram"};
  const Result boxed = synthesize(job);
  BOOST_TEST(boxed.top_module().memory_bits == 512 * 20 + 2 * 16 * 8);
  BOOST_TEST(boxed.modules.size() == 3);
  BOOST_TEST(module(boxed, "sram(ADDRESS=9,DEPTH=512,WIDTH=20)").black_box);
  BOOST_TEST(boxed.top_module().area == boxed.top_module().own_area);
  job.black_boxes = {"srom"};
  BOOST_CHECK_EXCEPTION(synthesize(job), InputError, says("'srom' is not a module"));
}

BOOST_AUTO_TEST_CASE(a_design_without_a_clock_has_one_path) {
  const Scratch scratch("flow_combinational");
  Job job = single(scratch,
                   "module top (input wire [7:0] a_i, input wire [7:0] b_i, output wire [15:0] y_o);\n"
                   "  assign y_o = a_i * b_i;\nendmodule\n");
  const Result result = synthesize(job);
  BOOST_REQUIRE(result.timing.groups.size() == 1);
  BOOST_TEST(result.timing.critical()->group == "input_to_output");
  BOOST_TEST(result.top_module().flip_flops == 0);
}

BOOST_AUTO_TEST_CASE(bad_designs_are_refused_and_leave_only_the_log) {
  const struct {
    const char* body;
    const char* message;
  } cases[] = {
      {"module top (input wire a_i, output wire y_o);\n  wire b;\n  assign y_o = a_i & b;\nendmodule\n",
       "no driver"},
      {"module top (input wire g_i, input wire d_i, output reg y_o);\n  always @* if (g_i) y_o = "
       "d_i;\nendmodule\n",
       "Latch inferred for signal `\\top.\\y_o'"},
      {"module top (input wire a_i, output wire y_o);\n  other u (.a(a_i), .y(y_o));\nendmodule\n", "other"},
      {"module top (input wire a_i, output wire y_o);\n  assign y_o = ;\nendmodule\n",
       "rtl/top.v:2: ERROR: syntax error"},
      {"module top (input wire a_i, output wire y_o);\n  wire b;\n  assign b = y_o & a_i;\n  assign y_o = b "
       "| a_i;\n"
       "endmodule\n",
       "loop"},
      {"module nottop (input wire a_i, output wire y_o);\n  assign y_o = a_i;\nendmodule\n", "top"},
  };
  for (const auto& bad : cases) {
    BOOST_TEST_CONTEXT(bad.body) {
      const Scratch scratch("flow_bad");
      const Job job = single(scratch, bad.body);
      BOOST_CHECK_EXCEPTION(synthesize(job), ToolFailed, says(bad.message));
      check_only_log_in(job.directory);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_failed_run_keeps_the_files_of_the_last_good_one) {
  const Scratch scratch("flow_keep");
  Job job =
      single(scratch, "module top (input wire a_i, output wire y_o);\n  assign y_o = ~a_i;\nendmodule\n");
  synthesize(job);
  const std::string json = slurp(job.directory / "synth.json");
  write(scratch.path() / "top.v", "module top (");
  BOOST_CHECK_THROW(synthesize(job), ToolFailed);
  BOOST_TEST(slurp(job.directory / "synth.json") == json);
  BOOST_TEST(slurp(job.directory / "rtl/top.v").find("~a_i") != std::string::npos);
  BOOST_TEST(slurp(job.directory / "synth.log").find("syntax error") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bad_requests_are_refused_before_any_tool_runs) {
  const Scratch scratch("flow_request");
  const Job good = array_job(scratch.path());
  const auto refused = [&](auto change, const char* message) {
    Job job = good;
    change(job);
    BOOST_CHECK_EXCEPTION(synthesize(job), InputError, says(message));
  };
  refused([](Job& job) { job.top = "array; shell"; }, "not a Verilog identifier");
  refused([](Job& job) { job.clock = ""; }, "clock ''");
  refused([](Job& job) { job.black_boxes = {"*"}; }, "black box '*'");
  refused([](Job& job) { job.files.clear(); }, "no Verilog files");
  refused([](Job& job) { job.files.push_back("/no/such.v"); }, "/no/such.v: no such file");
  refused([](Job& job) { job.files.push_back(job.files.front()); }, "two files");
  refused([](Job& job) { job.period_ns = -1; }, "period of -1 ns");
  refused([](Job& job) { job.period_ns = NAN; }, "above zero");
  refused([](Job& job) { job.directory.clear(); }, "no folder");
  refused([](Job& job) { job.library = "osu180"; }, "osu018, osu035, osu050");
  refused([](Job& job) { job.library = "/no/such.lib"; }, "/no/such.lib: no such file");
  BOOST_TEST(!fs::exists(good.directory));
}

BOOST_AUTO_TEST_CASE(a_malformed_library_is_refused_with_its_line) {
  const Scratch scratch("flow_library");
  Job job = array_job(scratch.path());
  job.library = (scratch.path() / "bad.lib").string();
  write(job.library, "library (x) {\n  cell (A) {\n");
  BOOST_CHECK_EXCEPTION(synthesize(job), InputError, says("bad.lib:3: group 'cell' without '}'"));
  write(job.library, "library (x) { cell (A) { area : 1; } }");
  BOOST_CHECK_EXCEPTION(synthesize(job), InputError, says("two-input NAND"));
  check_only_log_in(job.directory, false);
}

BOOST_AUTO_TEST_CASE(a_packed_library_gives_the_figures_of_the_plain_one) {
  const Scratch scratch("flow_packed");
  Job job = array_job(scratch.path());
  const double plain = array_run().result.top_module().area;
  fs::copy_file("/usr/share/qflow/tech/osu018/osu018_stdcells.lib", scratch.path() / "copy.lib");
  BOOST_REQUIRE(process::run({.arguments = {"gzip", (scratch.path() / "copy.lib").string()}}).ok());
  job.library = (scratch.path() / "copy.lib.gz").string();
  BOOST_TEST(synthesize(job).top_module().area == plain);
  job.library = (scratch.path() / "broken.lib.gz").string();
  write(job.library, "not packed");
  BOOST_CHECK_EXCEPTION(synthesize(job), InputError, says("cannot be unpacked"));
}

BOOST_AUTO_TEST_CASE(the_time_limit_stops_the_tools) {
  const Scratch scratch("flow_limit");
  // Wide enough that mapping takes far longer than the limit.
  Job job = single(scratch,
                   "module top (input wire [127:0] a_i, input wire [127:0] b_i, output wire [255:0] y_o);\n"
                   "  assign y_o = a_i * b_i;\nendmodule\n");
  job.time_limit = std::chrono::seconds(1);
  BOOST_CHECK_EXCEPTION(synthesize(job), ToolFailed, says("time limit of 1 s"));
  check_only_log_in(job.directory);
}

BOOST_AUTO_TEST_CASE(missing_tools_are_named_with_their_package) {
  const Scratch scratch("flow_missing");
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", scratch.path().c_str(), 1);
  BOOST_CHECK_EXCEPTION(synthesize(array_job(scratch.path())), ToolMissing, says("install Debian's package"));
  ::setenv("PATH", path.c_str(), 1);
}

BOOST_AUTO_TEST_CASE(progress_names_every_module) {
  const std::string& said = array_run().said;
  for (const char* wanted : {"reading array", "mapping mac (", "mapping row (", "of 3)", "timing array"}) {
    BOOST_TEST(said.find(wanted) != std::string::npos, wanted << " in " << said);
  }
}

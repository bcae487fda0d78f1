// SPDX-License-Identifier: Apache-2.0
// The triangle: on random designs, evaluator = Verilated Verilog = mathematical integers, in every cycle and
// output, before the passes (the Verilated model: of the first batch) and after them. WINNOW_SEED chooses
// other designs, WINNOW_GRAPH=n only the n-th, WINNOW_GRAPHS=n how many (default 1000).
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "gen/hdl/passes/dead.hpp"
#include "gen/hdl/passes/legalise.hpp"
#include "gen/hdl/passes/passes.hpp"
#include "gen/hdl/verilog/writer.hpp"
#include "gen/process/process.hpp"
#include "verif/engines/verilated_build.hpp"
#include "verif/engines/verilated_dut.hpp"
#include "verif/tests/hdl/shrunk.hpp"
#include "verif/tests/hdl/triangle.hpp"

namespace winnow::verif {
namespace {

namespace fs = std::filesystem;

// Large batches: every model costs a dozen seconds of compilation before its first graph.
constexpr unsigned graphs_per_batch = 250;
constexpr unsigned cycles = 60;

unsigned number_from(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 0));
}

struct Job {
  unsigned first = 0, count = 0;
  bool optimise = false;  // all passes, else only what printing needs
};

// What is printed without the optimising passes.
void prepare_only(hdl::Design& design) {
  for (hdl::Module* module : design.modules()) {
    hdl::passes::dead(*module);
    hdl::passes::legalise(*module);
  }
}

std::vector<fs::path> write_verilog(const hdl::Module& top, const fs::path& directory) {
  std::vector<fs::path> files;
  fs::create_directories(directory);
  for (const auto& file : hdl::verilog::print_design(top, {}).files) {
    files.push_back(directory / file.name);
    std::ofstream(files.back()) << file.text;
  }
  return files;
}

// Warnings of the strictest lint; empty when there are none.
std::string lint(const std::string& top, const std::vector<fs::path>& files, const fs::path& log) {
  process::Command command;
  command.arguments = {"verilator", "--lint-only", "-Wall", "--top-module", top};
  for (const fs::path& file : files) command.arguments.push_back(file.string());
  command.log_file = log;
  const bool clean = process::run(command).ok();
  std::ifstream stream(log);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return clean && text.empty() ? "" : "lint of " + top + ":\n" + text;
}

// State that nothing resets powers up as zero, as the integers' does. Two mistakes of Verilator 5.006 are
// kept out: signed products are C++ int products, whose overflow is undefined (without -fwrapv a square cut
// off to its low 32 bits is never negative), and "a <= b" of equal signed constants that meet across
// instances folds to 0 (its pull request 6004). Each model runs for some cycles only, so it is compiled
// without optimisation.
std::vector<std::string> model_arguments(const fs::path& scratch) {
  const fs::path header = scratch / "unoptimised.h";
  return {"--x-initial", "0", "-fno-dfg-peephole", "-CFLAGS", "-fwrapv -include " + header.string()};
}

// A difference between corners of the triangle, and which graph of the batch it is about if that is known.
struct Disagreement {
  std::string text;
  std::optional<std::size_t> graph;
};

GraphVerdict verdict_on(const Disagreement& difference) {
  if (difference.text.empty()) return {};
  using Kind = GraphVerdict::Kind;
  return {difference.graph ? Kind::outputs_differ : Kind::properties_differ, difference.text};
}

Disagreement evaluate(const Batch& batch, const hdl::Module& top, const std::string& who) {
  EvaluatorDut dut(top);
  std::size_t graph = 0;
  std::string difference = batch.compare(dut, who, &graph);
  if (!difference.empty()) return {std::move(difference), graph};
  return {batch.compare_properties(dut.evaluator(), who), std::nullopt};
}

// All corners of the triangle for one batch.
Disagreement run(const Batch& batch, bool optimise, const fs::path& directory) {
  hdl::Design design;
  const hdl::Module& top = batch.build(design);
  Disagreement difference = evaluate(batch, top, "the evaluator");
  if (!difference.text.empty()) return difference;
  optimise ? hdl::run_passes(design) : prepare_only(design);
  const std::string suffix = optimise ? ", after all passes," : ", after legalising alone,";
  difference = evaluate(batch, top, "the evaluator" + suffix);
  if (!difference.text.empty()) return difference;

  const std::vector<fs::path> files = write_verilog(top, directory / "rtl");
  const std::string warnings = lint(top.name(), files, directory / "lint.log");
  if (!warnings.empty()) return {warnings, std::nullopt};
  VerilatedModelOptions options;
  options.top = top.name();
  options.verilog_files = files;
  options.directory = directory / "model";
  options.verilator_arguments = model_arguments(directory.parent_path());
  VerilatedDut dut(load_verilated_library(build_verilated_model(options).library));
  std::size_t graph = 0;
  std::string text = batch.compare(dut, "the Verilated model" + suffix, &graph);
  return {std::move(text), graph};
}

// Every try compiles a model: a few dozen of them, the greatest reductions first.
constexpr ShrinkLimits shrink_limits{.tries = 200, .time = std::chrono::minutes(5)};

// The whole job; a graph that disagrees is also given in a reduced form.
std::string run(const Job& job, const fs::path& scratch) {
  const Batch batch(base_seed(), job.first, job.count, cycles);
  const fs::path directory = scratch / (batch.name() + (job.optimise ? "_passes" : "_plain"));
  const Disagreement difference = run(batch, job.optimise, directory);
  if (difference.text.empty() || !difference.graph) return difference.text;
  const unsigned number = batch.number_of(*difference.graph);
  unsigned tries = 0;
  const CompareGraph compare = [&](const FailingGraph& failing) {
    const Batch single(failing.graph, base_seed(), number, failing.cycles);
    // A folder for every try: a model that has been loaded stays.
    return verdict_on(run(single, job.optimise, directory.string() + "_reduced" + std::to_string(tries++)));
  };
  return difference.text + shrunk_report(batch.graphs()[*difference.graph], cycles, compare, shrink_limits);
}

std::vector<Job> make_jobs() {
  std::vector<Job> jobs;
  const unsigned single = number_from("WINNOW_GRAPH", ~0U);
  const unsigned graphs = number_from("WINNOW_GRAPHS", 1000);
  for (const bool optimise : {false, true}) {
    if (single != ~0U) {
      jobs.push_back({single, 1, optimise});
      continue;
    }
    // What users get is printed after the passes: all graphs. Before them the evaluator sees all graphs, too,
    // and Verilator the first batch: that checks the printer on what the passes would have removed.
    const unsigned count = optimise ? graphs : std::min(graphs, graphs_per_batch);
    for (unsigned first = 0; first < count; first += graphs_per_batch) {
      jobs.push_back({first, std::min(graphs_per_batch, count - first), optimise});
    }
  }
  return jobs;
}

std::string run_or_error(const Job& job, const fs::path& scratch) {
  try {
    return run(job, scratch);
  } catch (const std::exception& error) {
    return "graphs from " + std::to_string(job.first) + ": " + error.what();
  }
}

BOOST_AUTO_TEST_CASE(evaluator_equals_verilog_equals_integers) {
  const fs::path scratch = fs::temp_directory_path() / ("winnow_triangle_" + std::to_string(::getpid()));
  fs::create_directories(scratch);
  std::ofstream(scratch / "unoptimised.h") << "#pragma GCC optimize (\"O0\")\n";
  const std::vector<Job> jobs = make_jobs();
  std::vector<std::string> differences(jobs.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) differences[i] = run_or_error(jobs[i], scratch);
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i)
      workers.emplace_back(work);
  }
  bool agreed = true;
  for (const std::string& difference : differences) {
    BOOST_CHECK_MESSAGE(difference.empty(), difference);
    agreed = agreed && difference.empty();
  }
  // The Verilog and the logs of a failure stay.
  if (agreed) fs::remove_all(scratch);
  if (!agreed) BOOST_TEST_MESSAGE("files of the failure: " << scratch.string());
}

}  // namespace
}  // namespace winnow::verif

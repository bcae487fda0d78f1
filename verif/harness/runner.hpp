// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif {

// What the runner asks of a device factory.
struct DutRequest {
  bool traced = false;              // must be able to open_wave(), if the engine has waves at all
  std::uint64_t power_up_seed = 0;  // for engines that power up registers at random
};

// Makes a fresh device, as after power-up. What it throws ends the run (a missing tool is no test failure).
using DutFactory = std::function<std::unique_ptr<Dut>(const DutRequest&)>;
using ModelFactory = std::function<std::unique_ptr<Model>()>;

// The wave that a failure left, if any.
struct FailureWave {
  std::string file;               // file name in the run's directory; empty: no wave
  std::string note;               // why there is none, or that the traced run did not fail
  std::uint64_t first_cycle = 0;  // cycle n spans 10 n to 10 n + 10 ns, its rising edge is at 10 n + 5
  bool reproduced = false;        // the traced run failed at the same cycle and port
};

// One run of one test with one seed.
struct TestResult {
  std::string name;
  std::string description;
  std::uint64_t seed = 0;  // running the test alone with this seed repeats it
  bool passed = false;
  std::uint64_t cycles = 0;
  std::uint64_t compared_bits = 0;
  double seconds = 0;
  std::optional<Mismatch> mismatch;
  std::string error;   // the test, model or device threw; or nothing was compared
  std::string replay;  // when it failed: the command that repeats it, if RunOptions::replay_command is given
};

struct SuiteReport {
  std::string name;    // of the design
  std::string engine;  // "verilator", "evaluator"
  std::uint64_t seed = 0;
  std::vector<TestResult> results;  // in the suite's order, case by case

  bool passed() const;
};

struct Progress {
  enum class Event { started, running, finished, making_wave };
  Event event = Event::started;
  std::size_t run = 0;   // 0-based, of `runs`
  std::size_t runs = 0;  // selected tests times cases
  std::string test;
  std::uint64_t seed = 0;
  std::uint64_t cycles = 0;  // so far
  double seconds = 0;        // of this test, so far
  bool passed = false;       // meaningful when finished
};

struct RunOptions {
  std::string design;   // for the report
  std::string engine;   // for the report
  std::string pattern;  // see choose(); empty: all tests
  std::uint64_t seed = 1;
  std::uint64_t cases = 1;          // runs of every test; case k has seed `seed` + k
  std::uint64_t cycles = 0;         // of the chosen random tests together; 0: their default
  std::filesystem::path directory;  // existing; for failure.json, failure.fst, waves/. Empty: no files
  bool waves = false;               // a wave of every test, waves/TEST-SEED.fst
  std::uint64_t wave_lead = 200;    // cycles before the failing one in failure.fst
  bool keep_failure = false;        // an earlier run's failure.json and failure.fst stay as they are
  std::function<std::string(const TestResult&)> replay_command;
  std::function<void(const Progress&)>
      progress;                                // at start and end of tests, and about twice a second between
  std::function<void(const Bench&)> on_cycle;  // after every cycle, e.g. a recorder of inputs
};

// The tests whose names match the pattern (see chooses() in pattern.hpp; empty: all), in the suite's order;
// the whole name of a test chooses that one alone. Throws std::invalid_argument, which lists the suite, when
// there is none.
std::vector<const SuiteTest*> choose(const Suite& suite, const std::string& pattern);

// Runs the chosen tests, each on a fresh device and a fresh model. The first failing one leaves failure.json
// and, by a second run of the same seed on a traced device, failure.fst. Failures of an earlier run in
// `directory` are removed first, unless told to keep them. Throws std::invalid_argument when no test is
// chosen, what the factories throw, and std::filesystem::filesystem_error when a file cannot be written.
SuiteReport run_suite(const Suite& suite, const DutFactory& make_dut, const ModelFactory& make_model,
                      const RunOptions& options);

}  // namespace winnow::verif

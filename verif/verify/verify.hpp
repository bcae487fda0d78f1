// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "verif/harness/runner.hpp"
#include "verif/suites/rmmu_attention/real_input.hpp"

// Verification of one generated core: its suite and its reference model on an engine. The room that `winnow
// verify` and the project's own tests share.
namespace winnow::verif {

enum class Engine : std::uint8_t { verilator, evaluator };

std::string to_string(Engine engine);

struct VerifyOptions {
  Engine engine = Engine::verilator;
  std::string pattern;  // of test names; empty: all
  std::uint64_t seed = 1;
  std::uint64_t cases = 1;
  std::uint64_t cycles = 0;  // budget of the random tests; 0: their default
  bool waves = false;
  bool line_coverage = false;
  bool run_fast = false;  // compile the model for long runs
  unsigned jobs = 2;
  std::filesystem::path
      directory;  // of the core: has the sources of `core` below it; takes results and the build
  std::filesystem::path activations;  // a case or a tree of cases for the real-input tests; empty: none
  std::string replay;                 // command that repeats this run, without --seed and --test
  std::function<void(const Progress&)> progress;
  std::function<void(const std::string&)> log;  // build steps
};

struct VerifyResult {
  SuiteReport report;
  std::vector<RealInputReport> real_inputs;
  std::vector<std::string> missing_coverage;  // functional points of the suite that were not reached
  double build_seconds = 0;
  bool passed() const { return report.passed(); }
};

// Runs the suite of `config`'s core kind. Throws what building the model throws (process.hpp), DataError for
// malformed activations, std::invalid_argument when no test matches the pattern.
VerifyResult verify(const config::Config& config, const cores::GeneratedCore& core,
                    const VerifyOptions& options);

// The whole suite of a core kind, names and descriptions, for `--list`.
Suite suite_of(const config::Config& config);

// The reference model of a core kind.
ModelFactory model_of(const config::Config& config);

}  // namespace winnow::verif

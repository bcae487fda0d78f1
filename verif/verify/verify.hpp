// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "sim/elsa/calibration.hpp"
#include "verif/harness/runner.hpp"
#include "verif/mutants/campaign.hpp"
#include "verif/suites/registry/suite_entry.hpp"
#include "verif/verify/netlist_coverage.hpp"

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
  bool coverage = false;  // count netlist coverage; the evaluator only
  bool run_fast = false;  // for long runs: compile for speed, and run the device beside the model
  unsigned jobs = 2;
  std::filesystem::path
      directory;  // of the core: has the sources of `core` below it; takes results and the build
  std::filesystem::path
      activations;  // a case or a tree of cases for the real-input tests of a core that has any; empty: none
  // Of the core whose config has its constants, for these tests; kinds that take one only.
  std::optional<sim::elsa::CalibrationFile> calibration;
  std::string replay;  // command that repeats this run, without --seed and --test
  std::function<void(const Progress&)> progress;
  std::function<void(const std::string&)> log;  // build steps
};

struct VerifyResult {
  SuiteReport report;
  std::vector<RealInputFigures> real_inputs;
  // Functional points that were not reached, when the whole suite ran without a failure; the report then has
  // one more result, "functional_coverage", which fails when there are any.
  std::vector<std::string> missing_coverage;
  std::optional<CoverageReport> coverage;  // when it was asked for
  double build_seconds = 0;
  bool passed() const { return report.passed(); }
};

// A run that has what it needs, beside the core itself.
class Verification {
 public:
  // Finds out what can be known before anything is written: throws sim::DataError with every fault of the
  // activations, std::invalid_argument when no test matches the pattern, process::ToolMissing.
  Verification(const config::Config& config, VerifyOptions options);
  ~Verification();
  Verification(Verification&&) noexcept;

  Engine engine() const;
  // Runs the suite of the config's core kind on `core`. With `keep_failure` the failure.json and failure.fst
  // that another engine left stay. Throws what building the model throws (tool.hpp).
  VerifyResult run(const cores::GeneratedCore& core, bool keep_failure = false) const;
  // Mutation testing of the suite: `count` faults of the core, drawn by the options' seed, each in the
  // evaluator. `baseline` is what run() reported of the core. Throws what run_campaign() throws.
  using MutantProgress = decltype(mutants::CampaignOptions::progress);
  mutants::CampaignReport try_mutants(const cores::GeneratedCore& core, const SuiteReport& baseline,
                                      std::size_t count, const MutantProgress& progress) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Both in one.
VerifyResult verify(const config::Config& config, const cores::GeneratedCore& core, VerifyOptions options);

// Functional coverage as one more result of a suite: fails when a point is missing.
TestResult coverage_result(const std::vector<std::string>& missing, std::uint64_t seed);

// The score of a campaign as one more result of a suite: fails when it is below `required` percent.
TestResult mutants_result(const mutants::CampaignReport& report, double required);

// The whole suite of a core kind, names and descriptions, for `--list`.
Suite suite_of(const config::Config& config);

// The reference model of a core kind.
ModelFactory model_of(const config::Config& config);

}  // namespace winnow::verif

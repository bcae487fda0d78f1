// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verify.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "sim/activations.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/engines/verilated_factory.hpp"
#include "verif/harness/background_dut.hpp"
#include "verif/suites/registry/registry.hpp"
#include "verif/verify/verilated_options.hpp"

namespace winnow::verif {
namespace {

// An evaluator that hands over what it has counted.
class CountingDut : public EvaluatorDut {
 public:
  CountingDut(const hdl::Module& top, std::uint64_t power_up_seed,
              std::shared_ptr<hdl::NetlistCoverage> coverage)
      : EvaluatorDut(top, power_up_seed, true), coverage_(std::move(coverage)) {}
  ~CountingDut() override { coverage_->add(evaluator()); }

 private:
  std::shared_ptr<hdl::NetlistCoverage> coverage_;
};

// `coverage` may be null.
DutFactory evaluator_factory(const cores::GeneratedCore& core,
                             const std::shared_ptr<hdl::NetlistCoverage>& coverage) {
  return [top = core.top, coverage](const DutRequest& request) -> std::unique_ptr<Dut> {
    if (coverage) return std::make_unique<CountingDut>(*top, request.power_up_seed, coverage);
    return std::make_unique<EvaluatorDut>(*top, request.power_up_seed);
  };
}

// Devices that work beside the model and the test.
DutFactory in_background(DutFactory factory) {
  return [factory = std::move(factory)](const DutRequest& request) -> std::unique_ptr<Dut> {
    return std::make_unique<BackgroundDut>(factory(request));
  };
}

VerilatedModelOptions model_options(const config::Config& config, const cores::GeneratedCore& core,
                                    const VerifyOptions& options) {
  VerilatedModelOptions model = verilated_options(config, core, options.directory);
  model.optimisation = options.run_fast ? ModelOptimisation::run_fast : ModelOptimisation::compile_fast;
  model.jobs = options.jobs;
  if (options.log) model.log = [log = options.log](std::string_view line) { log(std::string(line)); };
  return model;
}

// Empty without activations, and for kinds that have no such tests.
Suite real_input_suite(const config::Config& config, const VerifyOptions& options,
                       const RealInputSink& sink) {
  const SuiteEntry& entry = suite_entry(config.core);
  if (options.calibration && entry.calibrated_input == nullptr)
    throw std::invalid_argument("a core of kind '" + config.core + "' takes no calibration");
  if (options.activations.empty() || entry.real_input == nullptr) return {};
  const std::vector<sim::ActivationCase> cases = sim::load_cases(options.activations);
  return options.calibration ? entry.calibrated_input(config, cases, *options.calibration, sink)
                             : entry.real_input(config, cases, sink);
}

}  // namespace

std::string to_string(Engine engine) {
  return engine == Engine::verilator ? "verilator" : "evaluator";
}

Suite suite_of(const config::Config& config) {
  return make_suite(config).suite;
}

ModelFactory model_of(const config::Config& config) {
  return make_suite(config).model;
}

TestResult coverage_result(const std::vector<std::string>& missing, std::uint64_t seed) {
  TestResult result;
  result.name = "functional_coverage";
  result.description = "every situation of the protocol was driven";
  result.seed = seed;
  result.passed = missing.empty();
  for (const std::string& point : missing) {
    result.error += (result.error.empty() ? "the suite did not reach: " : ", ") + point;
  }
  return result;
}

struct Verification::Parts {
  config::Config config;
  VerifyOptions options;
  CoreSuite subject;
  std::shared_ptr<std::vector<RealInputFigures>> real_inputs;
};

Verification::Verification(const config::Config& config, VerifyOptions options)
    : parts_(new Parts{config, std::move(options), make_suite(config),
                       std::make_shared<std::vector<RealInputFigures>>()}) {
  Suite& suite = parts_->subject.suite;
  const RealInputSink sink = [figures = parts_->real_inputs](const RealInputFigures& found) {
    figures->push_back(found);
  };
  for (SuiteTest& test : real_input_suite(config, parts_->options, sink)) suite.push_back(std::move(test));
  choose(suite, parts_->options.pattern);
  if (parts_->options.engine == Engine::verilator) require_model_tools();
}

Verification::~Verification() = default;
Verification::Verification(Verification&&) noexcept = default;

Engine Verification::engine() const {
  return parts_->options.engine;
}

VerifyResult Verification::run(const cores::GeneratedCore& core, bool keep_failure) const {
  const VerifyOptions& options = parts_->options;
  const CoreSuite& subject = parts_->subject;
  VerifyResult result;
  parts_->real_inputs->clear();
  RunOptions run;
  run.design = parts_->config.name;
  run.engine = to_string(options.engine);
  run.pattern = options.pattern;
  run.seed = options.seed;
  run.cases = options.cases;
  run.cycles = options.cycles;
  run.directory = options.directory;
  run.waves = options.waves;
  run.keep_failure = keep_failure;
  run.progress = options.progress;
  if (!options.replay.empty()) {
    run.replay_command = [replay = options.replay](const TestResult& test) {
      return replay + " --seed " + std::to_string(test.seed) + " --test " + test.name;
    };
  }
  const auto coverage = options.coverage && options.engine == Engine::evaluator
                            ? std::make_shared<hdl::NetlistCoverage>(*core.top)
                            : nullptr;
  DutFactory device = options.engine == Engine::evaluator
                          ? evaluator_factory(core, coverage)
                          : verilated_dut_factory(model_options(parts_->config, core, options));
  const bool has_spare_core = std::thread::hardware_concurrency() > 1;
  if (options.run_fast && options.engine == Engine::verilator && has_spare_core)
    device = in_background(std::move(device));
  const auto start = std::chrono::steady_clock::now();
  // Builds the model apart from the tests, so that its time is seen as what it is.
  device(DutRequest{.traced = options.waves, .power_up_seed = 0});
  result.build_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.report = run_suite(subject.suite, device, subject.model, run);
  result.real_inputs = *parts_->real_inputs;
  // A test that fails ends early: what it would have covered is not known.
  if (options.pattern.empty() && result.report.passed()) {
    result.missing_coverage = subject.coverage->missing();
    result.report.results.push_back(coverage_result(result.missing_coverage, options.seed));
  }
  if (coverage) result.coverage = coverage_report(*coverage, core);
  return result;
}

mutants::CampaignReport Verification::try_mutants(const cores::GeneratedCore& core,
                                                  const SuiteReport& baseline, std::size_t count,
                                                  const MutantProgress& progress) const {
  mutants::CampaignOptions campaign;
  campaign.count = count;
  campaign.seed = parts_->options.seed;
  campaign.cycles = parts_->options.cycles;
  campaign.jobs = parts_->options.jobs;
  campaign.lines = core.lines;
  campaign.progress = progress;
  const auto subject = [this] {
    const Verification own(parts_->config, parts_->options);
    return mutants::Subject{own.parts_->subject.suite, own.parts_->subject.model};
  };
  return mutants::run_campaign(*core.top, subject, baseline, campaign);
}

TestResult mutants_result(const mutants::CampaignReport& report, double required) {
  TestResult result;
  result.name = "mutants";
  result.description = "the suite notices faults";
  result.seed = report.seed;
  result.passed = report.score() >= required;
  if (!result.passed) {
    result.error = fmt::format("{:.1f} % of the mutants not proven equivalent were killed; {} % are required",
                               report.score(), required);
  }
  return result;
}

VerifyResult verify(const config::Config& config, const cores::GeneratedCore& core, VerifyOptions options) {
  return Verification(config, std::move(options)).run(core);
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/verify/verify.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>

#include "sim/activations.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/engines/verilated_factory.hpp"
#include "verif/suites/rmmu/suite.hpp"

namespace winnow::verif {
namespace {

// Everything core-specific about a run.
struct Subject {
  Suite suite;
  ModelFactory model;
  std::shared_ptr<RmmuCoverage> coverage;
};

// The first head of the first layer of the first case: enough to see real statistics; more by naming a
// folder.
Suite real_input_tests(const config::RmmuParameters& parameters, const VerifyOptions& options,
                       std::vector<RealInputReport>& reports) {
  Suite suite;
  for (const sim::CaseReference& reference : sim::find_cases(options.activations)) {
    const sim::ActivationCase activations = sim::load_case(reference);
    auto input = std::make_shared<RealInput>(real_input(activations, 0, 0));
    Suite tests = real_input_suite(parameters, input, {},
                                   [&reports](const RealInputReport& report) { reports.push_back(report); });
    const std::string suffix = suite.empty() ? "" : "_" + std::to_string(suite.size());
    for (SuiteTest& test : tests) {
      test.name += suffix;
      test.description += " (" + reference.name + ")";
      suite.push_back(std::move(test));
    }
  }
  return suite;
}

Subject subject_of(const config::Config& config) {
  if (config.core != "rmmu") throw std::invalid_argument("core kind '" + config.core + "' has no suite");
  const auto parameters = config.as<config::RmmuParameters>();
  const auto coverage = make_rmmu_coverage(parameters);
  return {rmmu_suite(parameters, coverage), [parameters] { return make_rmmu_model(parameters); }, coverage};
}

DutFactory evaluator_factory(const cores::GeneratedCore& core) {
  return [top = core.top](const DutRequest& request) {
    return std::make_unique<EvaluatorDut>(*top, request.power_up_seed);
  };
}

bool is_large(const config::Config& config) {
  const auto& parameters = config.as<config::RmmuParameters>();
  return parameters.rows * parameters.columns > 64;
}

VerilatedModelOptions model_options(const config::Config& config, const cores::GeneratedCore& core,
                                    const VerifyOptions& options) {
  VerilatedModelOptions model;
  model.top = config.name;
  for (const std::string& source : core.sources) model.verilog_files.push_back(options.directory / source);
  model.directory = options.directory / "verilated";
  model.optimisation = options.run_fast ? ModelOptimisation::run_fast : ModelOptimisation::compile_fast;
  model.line_coverage = options.line_coverage;
  model.jobs = options.jobs;
  // A processing element is compiled once, not once per instance: that keeps large arrays quick to build.
  for (const hdl::Module* module : core.design->modules()) {
    if (module->name().starts_with("rmmu_pe")) model.modules_out_of_line.push_back(module->name());
    // The carry-save trees of a large array are half a million signals, and none of them is a register.
    if (module->name().starts_with("rmmu_multiplier") && is_large(config))
      model.files_untraced.push_back(module->name() + ".v");
  }
  if (options.log) model.log = [log = options.log](std::string_view line) { log(std::string(line)); };
  return model;
}

}  // namespace

std::string to_string(Engine engine) {
  return engine == Engine::verilator ? "verilator" : "evaluator";
}

Suite suite_of(const config::Config& config) {
  return subject_of(config).suite;
}

ModelFactory model_of(const config::Config& config) {
  return subject_of(config).model;
}

VerifyResult verify(const config::Config& config, const cores::GeneratedCore& core,
                    const VerifyOptions& options) {
  VerifyResult result;
  Subject subject = subject_of(config);
  if (!options.activations.empty()) {
    for (SuiteTest& test :
         real_input_tests(config.as<config::RmmuParameters>(), options, result.real_inputs)) {
      subject.suite.push_back(std::move(test));
    }
  }
  RunOptions run;
  run.design = config.name;
  run.engine = to_string(options.engine);
  run.pattern = options.pattern;
  run.seed = options.seed;
  run.cases = options.cases;
  run.cycles = options.cycles;
  run.directory = options.directory;
  run.waves = options.waves;
  run.progress = options.progress;
  if (!options.replay.empty()) {
    run.replay_command = [replay = options.replay](const TestResult& test) {
      return replay + " --seed " + std::to_string(test.seed) + " --test " + test.name;
    };
  }
  const DutFactory device = options.engine == Engine::evaluator
                                ? evaluator_factory(core)
                                : verilated_dut_factory(model_options(config, core, options));
  const auto start = std::chrono::steady_clock::now();
  // Builds the model apart from the tests, so that its time is seen as what it is.
  device(DutRequest{.traced = options.waves, .power_up_seed = 0});
  result.build_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.report = run_suite(subject.suite, device, subject.model, run);
  if (options.pattern.empty()) result.missing_coverage = subject.coverage->missing();
  return result;
}

}  // namespace winnow::verif

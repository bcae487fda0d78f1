// SPDX-License-Identifier: Apache-2.0
#include "verif/simulate/simulator.hpp"

#include <fstream>
#include <stdexcept>

#include "gen/cores/generate.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/engines/verilated_dut.hpp"
#include "verif/harness/model_dut.hpp"
#include "verif/verify/verify.hpp"
#include "verif/verify/verilated_options.hpp"

namespace winnow::verif::simulate {
namespace {

void write_sources(const cores::GeneratedCore& core, const std::filesystem::path& directory) {
  for (const cores::OutputFile& file : core.files) {
    const std::filesystem::path path = directory / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream stream(path, std::ios::binary);
    if (!(stream << file.text).flush()) throw std::runtime_error("cannot write " + path.string());
  }
}

std::unique_ptr<Dut> verilated_device(const config::Config& config, const SimulatorOptions& options) {
  const cores::GeneratedCore core = cores::generate(config, {options.templates});
  write_sources(core, options.directory);
  VerilatedModelOptions model = verilated_options(config, core, options.directory);
  model.jobs = options.jobs;
  if (options.log) model.log = [log = options.log](std::string_view line) { log(std::string(line)); };
  return std::make_unique<VerilatedDut>(load_verilated_library(build_verilated_model(model).library));
}

CoreShape required_shape(const config::Config& config) {
  const auto shape = shape_of(config);
  if (!shape) throw std::invalid_argument("core kind '" + config.core + "' cannot be simulated");
  return *shape;
}

}  // namespace

const std::vector<std::string>& engine_names() {
  static const std::vector<std::string> names = {"model", "evaluator", "verilator"};
  return names;
}

std::unique_ptr<Dut> make_device(const config::Config& config, const SimulatorOptions& options) {
  switch (options.engine) {
    case Engine::model:
      return std::make_unique<ModelDut>(model_of(config)());
    case Engine::evaluator:
      return std::make_unique<EvaluatorDut>(*cores::elaborate(config).top);
    case Engine::verilator:
      return verilated_device(config, options);
  }
  throw std::logic_error("no such engine");
}

Simulator::Simulator(const config::Config& config, const SimulatorOptions& options)
    : core_(required_shape(config)), device_(make_device(config, options)) {}

}  // namespace winnow::verif::simulate

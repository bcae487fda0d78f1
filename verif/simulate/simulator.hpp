// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "verif/harness/dut.hpp"
#include "verif/simulate/plan.hpp"
#include "verif/simulate/run.hpp"

namespace winnow::verif::simulate {

// What runs: the reference model, the netlist in process, or the Verilog in Verilator. One driver for all.
enum class Engine : std::uint8_t { model, evaluator, verilator };

// "model", "evaluator" and "verilator", in the order of the enumeration.
const std::vector<std::string>& engine_names();

struct SimulatorOptions {
  Engine engine = Engine::model;
  std::filesystem::path templates;  // the hand-written leaf Verilog; Verilator only
  std::filesystem::path directory;  // for Verilog and the model's build, made when absent; Verilator only
  unsigned jobs = 2;                // compilers at a time
  std::function<void(const std::string&)> log;  // build steps
};

// The device of any core kind. Throws hdl::ElaborationError, and what building a Verilated model throws
// (verif/engines/verilated_build.hpp).
std::unique_ptr<Dut> make_device(const config::Config& config, const SimulatorOptions& options);

// A core that is ready to run.
class Simulator {
 public:
  // Throws std::invalid_argument for a kind that cannot be simulated, and what make_device() throws.
  Simulator(const config::Config& config, const SimulatorOptions& options);

  const CoreShape& core() const { return core_; }
  RunFigures run(const Plan& plan) { return run_head(*device_, core_, plan); }

 private:
  CoreShape core_;
  std::unique_ptr<Dut> device_;
};

}  // namespace winnow::verif::simulate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "gen/hdl/evaluator/evaluator.hpp"
#include "verif/harness/dut.hpp"

namespace winnow::verif {

// A module run by the in-process evaluator, as a Dut: no compiler, no files. Its ports are those of the
// emitted Verilog, in that order: clk_i and rst_ni where the module has them, then its own.
class EvaluatorDut : public Dut {
 public:
  // Throws hdl::ElaborationError when the module cannot be run. Registers and memories power up with a
  // pattern of `power_up_seed`, 0: all zeros. The module is not needed afterwards.
  // `coverage`: the evaluator counts netlist coverage.
  explicit EvaluatorDut(const hdl::Module& top, std::uint64_t power_up_seed = 0, bool coverage = false);

  const std::vector<DutPort>& ports() const override { return ports_; }
  // std::logic_error for outputs and clk_i.
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override { evaluator_.settle(); }
  void tick() override { evaluator_.tick(); }
  // A VCD file of ports, registers and nets named by the design's author.
  bool open_wave(const std::filesystem::path& file) override { return evaluator_.open_wave(file); }
  void close_wave() override { evaluator_.close_wave(); }

  // Properties and nets by hierarchical name.
  hdl::Evaluator& evaluator() { return evaluator_; }
  const hdl::Evaluator& evaluator() const { return evaluator_; }

 private:
  hdl::Evaluator evaluator_;
  std::vector<DutPort> ports_;
  std::size_t first_own_ = 0;  // handle of the module's port 0
  std::size_t clock_, reset_;  // handles; no_port when absent
  bool reset_n_ = false;       // inputs are 0 until poked
};

}  // namespace winnow::verif

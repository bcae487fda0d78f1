// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"

namespace winnow::verif {

// A reference model as a device: what drives hardware also drives the model, for predictions without hardware
// and for tests of suites and drivers. Bits that the protocol leaves undefined read as ones. Outputs follow
// the inputs at once.
class ModelDut final : public Dut {
 public:
  // Changes the outputs of a cycle: a fault.
  using Fault =
      std::function<void(std::uint64_t cycle, const std::vector<std::string>& names, std::vector<Expected>&)>;

  // The model must state its widths.
  explicit ModelDut(std::unique_ptr<Model> model, Fault fault = {});

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override {}  // peek() does it
  void tick() override;
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  void evaluate() const;

  std::unique_ptr<Model> model_;
  Fault fault_;
  std::vector<std::string> names_;  // of the outputs
  std::vector<DutPort> ports_;      // inputs, outputs, clk_i
  std::vector<Words> inputs_;
  mutable std::vector<Expected> outputs_;
  mutable bool stale_ = true;  // outputs_ are of other inputs or another state
  std::uint64_t cycle_ = 0;
};

}  // namespace winnow::verif

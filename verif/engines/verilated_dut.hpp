// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "verif/harness/dut.hpp"

namespace winnow::verif {

// A shared library made by build_verilated_model(), loaded once and shared by its devices. Opaque.
class VerilatedLibrary;

// Throws ToolFailed when the file cannot be loaded or is not such a library.
std::shared_ptr<const VerilatedLibrary> load_verilated_library(const std::filesystem::path& library);

// A Verilated module as a Dut. Registers power up with random bits of `power_up_seed`. The design has one
// clock, clk_i, and uses its rising edge only; without clk_i, tick() is settle(). In waves, cycle n (the n-th
// tick, from 0) spans 10 n to 10 n + 10 ns with the rising edge at 10 n + 5.
//
// settle() and tick() throw std::runtime_error when the design stops the simulation ($stop, $fatal, a
// combinational loop that does not settle).
class VerilatedDut : public Dut {
 public:
  explicit VerilatedDut(std::shared_ptr<const VerilatedLibrary> library, std::uint64_t power_up_seed = 0);
  ~VerilatedDut() override;

  const std::vector<DutPort>& ports() const override { return ports_; }
  // `words` must have words_for(width) words, else std::invalid_argument; std::logic_error for outputs and
  // clk_i.
  void poke(PortHandle port, std::span<const std::uint32_t> words) override;
  void peek(PortHandle port, std::span<std::uint32_t> words) const override;
  void settle() override;
  void tick() override;
  // False for a library built without trace. std::runtime_error when the file cannot be written.
  bool open_wave(const std::filesystem::path& file) override;
  void close_wave() override;

  // Verilator's coverage data so far; false for a library built without coverage.
  bool write_coverage(const std::filesystem::path& file) const;

 private:
  // Where a port's value lies in the model.
  struct Slot {
    std::byte* address = nullptr;
    std::uint32_t bytes = 0;      // of Verilator's variable: 1, 2, 4, 8 or a multiple of 4
    std::uint32_t words = 0;      // of a Dut value
    std::uint32_t last_mask = 0;  // bits of the last word that belong to the port
    bool pokeable = false;
  };

  void evaluate(std::uint64_t time);
  void set_clock(bool high);

  std::shared_ptr<const VerilatedLibrary> library_;
  void* model_ = nullptr;
  std::vector<DutPort> ports_;
  std::vector<Slot> slots_;
  std::byte* clock_ = nullptr;  // null: combinational
  bool clock_high_ = false;
  bool stale_ = true;  // inputs changed since the last evaluation
  bool wave_open_ = false;
  std::uint64_t ticks_ = 0;
  std::uint64_t next_dump_ = 0;  // earliest time the wave takes
};

}  // namespace winnow::verif

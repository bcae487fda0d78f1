// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::verif {

// One port of the device under test, as the generated Verilog declares it.
struct DutPort {
  std::string name;
  unsigned width = 0;  // bits
  bool is_input = false;
};

using PortHandle = std::size_t;  // index into Dut::ports()

// A device under test: the same interface over the in-process evaluator and a Verilated model.
//
// Values are arrays of 32-bit words, bit 0 of the port in bit 0 of word 0; unused high bits are zero on peek
// and ignored on poke. clk_i is driven by tick() alone; rst_ni is an ordinary input.
class Dut {
 public:
  Dut() = default;
  Dut(const Dut&) = delete;
  Dut& operator=(const Dut&) = delete;
  virtual ~Dut() = default;

  virtual const std::vector<DutPort>& ports() const = 0;

  // Sets an input. Takes effect at the next settle() or tick().
  virtual void poke(PortHandle port, std::span<const std::uint32_t> words) = 0;
  // Reads any port, as of the last settle() or tick().
  virtual void peek(PortHandle port, std::span<std::uint32_t> words) const = 0;
  // Propagates inputs through combinational logic, without a clock edge.
  virtual void settle() = 0;
  // One rising clock edge with the present inputs; then combinational logic is settled.
  virtual void tick() = 0;

  // Starts an FST (or VCD, by the engine's ability) wave at `file` from now on; false when the engine cannot.
  virtual bool open_wave(const std::filesystem::path& file) = 0;
  virtual void close_wave() = 0;

  // Handle of a port by name; throws std::out_of_range with the name.
  PortHandle port(std::string_view name) const;
};

// Number of 32-bit words that hold `width` bits.
constexpr std::size_t words_for(unsigned width) {
  return (width + 31U) / 32U;
}

}  // namespace winnow::verif

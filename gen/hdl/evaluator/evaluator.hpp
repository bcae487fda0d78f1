// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gen/hdl/evaluator/coverage.hpp"
#include "gen/hdl/evaluator/program.hpp"
#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

class WaveWriter;

// A check that did not hold at a rising clock edge outside reset.
struct Violation {
  std::string name;         // with its place in the hierarchy: "row_0.pe_3.no_overflow"
  std::uint64_t cycle = 0;  // clock edges before this one
  std::string message;
  Location location;
};

// Runs a module and everything below it in process, cycle by cycle, with the meaning that the emitted Verilog
// has. External modules are run by their body.
//
// Port values are arrays of 32-bit words, bit 0 of the port in bit 0 of word 0; unused high bits are zero
// when read and ignored when written. Ports are numbered as in Module::ports. The reset is high (inactive) at
// first.
class Evaluator {
 public:
  // Throws ElaborationError when something in `top` or below it is undriven, wrong or in a combinational
  // loop. The module is not needed afterwards. `power_up_seed`: see power_up(). `coverage`: count what
  // coverage() gives, at some cost of time.
  explicit Evaluator(const Module& top, std::uint64_t power_up_seed = 0, bool coverage = false);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;

  // Takes effect at the next settle() or tick().
  void poke(std::size_t port, std::span<const std::uint32_t> words);
  void set_reset_n(bool high);
  // Reads any port, as of the last settle() or tick().
  void peek(std::size_t port, std::span<std::uint32_t> words) const;
  Bits value(std::size_t port) const;
  // Propagates the inputs through combinational logic, without a clock edge.
  void settle();
  // One rising clock edge with the present inputs; then combinational logic is settled.
  void tick();
  // Fills every register and memory with zeros (seed 0) or with a pattern that the seed determines, resets
  // included: what hardware holds before reset is not known either. Counters and violations start again.
  void power_up(std::uint64_t seed);

  // A net by its name in the hierarchy, e.g. "row_0.pe_3.accumulator": ports, registers and nets that the
  // user named.
  std::optional<Slot> find(std::string_view path) const;
  Bits value(const Slot& net) const;  // as of the last settle() or tick()
  const std::vector<NamedNet>& named_nets() const { return program_.names; }

  const std::vector<PropertyWatch>& properties() const { return program_.properties; }
  // The first thousand; violation_count() counts all.
  const std::vector<Violation>& violations() const { return violations_; }
  std::uint64_t violation_count() const { return violation_count_; }
  // Clock edges outside reset at which the property's condition was 1, by index in properties().
  std::uint64_t hits(std::size_t property) const { return hits_[property]; }

  // Netlist coverage by point, for NetlistCoverage::add(); empty unless it was asked for.
  std::vector<CoverCount> coverage() const;

  std::uint64_t cycle() const { return cycle_; }
  // Operations of one propagation.
  std::size_t instruction_count() const { return program_.instructions.size(); }

  // Writes named nets of every following cycle to a VCD file; false when it cannot be opened.
  bool open_wave(const std::filesystem::path& file);
  void close_wave();

 private:
  void propagate() const;
  void take_inputs();
  void watch_properties();
  void count_coverage();
  void clock_edge();
  void write_memory(const MemoryWrite& write);
  void read_memory(const MemorySyncRead& read);

  Program program_;
  // Propagation after a clock edge is put off until somebody looks: mostly new inputs come first.
  mutable std::vector<std::uint64_t> arena_;
  mutable bool stale_ = true;
  std::vector<std::uint64_t> memory_;
  std::vector<std::uint64_t> staged_;  // inputs as poked, not yet taken
  bool inputs_changed_ = true;
  bool reset_n_ = true;
  std::uint64_t cycle_ = 0;
  std::uint64_t violation_count_ = 0;
  std::vector<Violation> violations_;
  std::vector<std::uint64_t> hits_;
  std::uint64_t covered_cycles_ = 0;
  std::vector<std::uint64_t> cover_ones_;  // by number of the watched net, summed over instances
  std::unique_ptr<WaveWriter> wave_;
};

}  // namespace winnow::hdl

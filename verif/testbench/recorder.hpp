// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"
#include "verif/harness/runner.hpp"
#include "verif/testbench/change_trace.hpp"

namespace winnow::verif {

// A port's place in the packed inputs or outputs: it starts at a 32-bit word of its own.
struct PackedPort {
  std::string name;
  unsigned width = 0;  // bits
  std::size_t first_word = 0;
};

// All ports of one direction, in the device's order.
struct PackedPorts {
  std::vector<PackedPort> ports;
  std::size_t words = 0;
};

// One test's part of a recording.
struct Segment {
  std::string test;
  std::string description;
  std::uint64_t seed = 0;
  std::uint64_t first_cycle = 0;
  std::uint64_t cycles = 0;
};

// Inputs of every cycle and what the model expects of the outputs in it.
struct Recording {
  explicit Recording(const std::vector<DutPort>& device_ports);

  std::vector<DutPort> ports;
  PackedPorts inputs;  // without clk_i
  PackedPorts outputs;
  ChangeTrace stimulus;  // of `inputs`
  ChangeTrace expected;  // of the values of `outputs`, then the masks of their defined bits. Values of
                         // undefined bits keep what they were
  std::vector<Segment> segments;
  std::uint64_t comparisons = 0;   // ports with a defined bit, summed over the cycles
  std::uint64_t defined_bits = 0;  // summed over the cycles

  std::uint64_t cycles() const { return stimulus.cycles(); }
};

// Runs tests one after the other against a reference model alone: the model stands in for the device as well,
// so that nothing of the generator has a part in what is expected. One model lives through all tests, as
// the device in the testbench will: a later test meets the state that the earlier ones left.
class Recorder {
 public:
  Recorder(const std::vector<DutPort>& ports, const ModelFactory& make_model);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Adds a test's cycles, at most `limit`; the rest of the test is cut off. `budget` is what random tests are
  // given as their length. Throws what the test throws.
  void add(const SuiteTest& test, std::uint64_t seed, std::uint64_t budget, std::uint64_t limit);

  const Recording& recording() const { return recording_; }
  Recording take() { return std::move(recording_); }

 private:
  class Collector;

  Recording recording_;
  std::unique_ptr<Model> model_;
  std::unique_ptr<Collector> collector_;
};

// How many cycles a test takes from power-up; nothing when more than `limit`.
std::optional<std::uint64_t> test_length(const SuiteTest& test, std::uint64_t seed,
                                         const std::vector<DutPort>& ports, const ModelFactory& make_model,
                                         std::uint64_t limit);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "verif/harness/dut.hpp"
#include "verif/harness/random.hpp"

namespace winnow::verif {

// A port value: little-endian 32-bit words.
using Words = std::vector<std::uint32_t>;

// What the model says of one output in one cycle. `known` masks the bits that the protocol defines; an empty
// `known` means all bits.
struct Expected {
  Words value;
  Words known;
};

// A cycle-exact reference model. The bench calls, in every cycle: outputs() compared with the device
// (combinational outputs may depend on the inputs of the same cycle), then clock().
class Model {
 public:
  virtual ~Model() = default;
  // Output ports that the model states, in the order of outputs(). The bench refuses a model that leaves out an
  // output of the device.
  virtual std::vector<std::string> output_names() const = 0;
  // Every input port's name, in the order of the `inputs` argument below. Excludes clk_i, includes rst_ni.
  virtual std::vector<std::string> input_names() const = 0;
  // Values of all outputs in the present state with these inputs. `expected` is pre-sized by the bench and is
  // reused from cycle to cycle.
  virtual void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) = 0;
  // One rising clock edge.
  virtual void clock(const std::vector<Words>& inputs) = 0;
  // Power-up state: everything unknown.
  virtual void power_up() = 0;
};

// A difference between device and model.
struct Mismatch {
  std::string test;
  std::uint64_t seed = 0;
  std::uint64_t cycle = 0;
  std::string port;
  std::string expected;  // hexadecimal, 'x' in digits with an undefined bit
  std::string got;       // hexadecimal
};

// Thrown by Bench::cycle at the first mismatch; ends the test.
class MismatchError : public std::runtime_error {
 public:
  explicit MismatchError(Mismatch m);
  const Mismatch& mismatch() const { return mismatch_; }

 private:
  Mismatch mismatch_;
};

// Joins one device and one model: holds the input values, drives both, compares every output on every cycle.
class Bench {
 public:
  Bench(Dut& dut, Model& model, std::string test, std::uint64_t seed);

  // Input by index in Model::input_names(), or by name. Values persist until changed.
  std::size_t input(std::string_view name) const;  // throws std::out_of_range
  bool has_input(std::string_view name) const;
  Words& value(std::size_t input) { return inputs_[input]; }

  // Drives the present inputs, settles, compares every output with the model, then clocks both.
  void cycle();
  // rst_ni low for `cycles` cycles with the other inputs as they are, then high.
  void reset(unsigned cycles = 2);

  std::uint64_t cycle_count() const { return cycle_; }
  std::uint64_t compared_bits() const { return compared_bits_; }  // defined output bits compared so far
  // The device's outputs of the last cycle(), as compared (for tests that measure, e.g. numeric error).
  const Words& got(std::size_t output) const { return got_[output]; }
  std::size_t output(std::string_view name) const;

  Random& random() { return random_; }
  const std::string& test() const { return test_; }
  std::uint64_t seed() const { return seed_; }
  // Called after every cycle when set: progress display, input recording for the portable testbench.
  std::function<void(const Bench&)> on_cycle;
  const std::vector<Words>& inputs() const { return inputs_; }
  const std::vector<Expected>& expected() const { return expected_; }

 private:
  void compare(std::size_t output);

  Dut& dut_;
  Model& model_;
  std::string test_;
  std::uint64_t seed_;
  Random random_;
  std::vector<PortHandle> input_ports_, output_ports_;
  std::vector<std::string> input_names_, output_names_;
  std::vector<Words> inputs_, got_;
  std::vector<Expected> expected_;
  std::uint64_t cycle_ = 0, compared_bits_ = 0;
};

}  // namespace winnow::verif

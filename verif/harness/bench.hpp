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
#include <utility>
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
  // Output ports that the model states, in the order of outputs(). The bench refuses a model that leaves out
  // an output of the device.
  virtual std::vector<std::string> output_names() const = 0;
  // Every input port's name, in the order of the `inputs` argument below. Excludes clk_i, includes rst_ni.
  virtual std::vector<std::string> input_names() const = 0;
  // Values of all outputs in the present state with these inputs. `expected` is pre-sized by the bench and is
  // reused from cycle to cycle.
  virtual void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) = 0;
  // One rising clock edge.
  virtual void clock(const std::vector<Words>& inputs) = 0;
  // Power-up state: everything unknown. The bench calls it once, when it is made.
  virtual void power_up() = 0;
  // Widths in bits in the order of output_names() and input_names(), as the model computes them on its own.
  // The bench refuses a width that differs from the device's; empty: the model does not say.
  virtual std::vector<unsigned> output_widths() const { return {}; }
  virtual std::vector<unsigned> input_widths() const { return {}; }
};

// A difference between device and model.
struct Mismatch {
  std::string test;
  std::uint64_t seed = 0;
  std::uint64_t cycle = 0;
  std::string port;
  std::string expected;                  // hexadecimal, 'x' in digits with an undefined bit
  std::string got;                       // hexadecimal
  unsigned first_bit = 0;                // lowest defined bit of the port that differs
  std::vector<std::string> other_ports;  // further ports that differ in the same cycle
  std::vector<std::pair<std::string, std::string>>
      inputs;  // every input of the failing cycle: name, hexadecimal
};

// One line for people: test, seed, cycle, port and the differing part (the word around the bit for wide
// ports).
std::string describe(const Mismatch& mismatch);

// Thrown by Bench::cycle at the first mismatch; ends the test.
class MismatchError : public std::runtime_error {
 public:
  explicit MismatchError(Mismatch m);
  const Mismatch& mismatch() const { return mismatch_; }

 private:
  Mismatch mismatch_;
};

// The state that a test's random source starts from: a function of seed and test name, so that tests of one
// seed have unrelated data and one test replays alone.
std::uint64_t derive_seed(std::uint64_t seed, std::string_view test);

// Joins one device and one model: holds the input values, drives both, compares every output on every cycle.
//
// Throws std::logic_error, with every complaint in the text, for a model whose ports are not the device's (an
// output or input missing, unknown, named twice or of another width) and later for one that resizes its
// values.
class Bench {
 public:
  // random() starts from derive_seed(seed, test). All inputs are 0 until changed.
  Bench(Dut& dut, Model& model, std::string test, std::uint64_t seed);

  // Input by index in Model::input_names(), or by name. Values persist until changed.
  std::size_t input(std::string_view name) const;  // throws std::out_of_range
  bool has_input(std::string_view name) const;
  Words& value(std::size_t input) { return inputs_[input]; }

  // Drives the present inputs, settles, compares every output with the model, then clocks both. Bits of a
  // value above its port's width are cleared, so that device and model see the same. Throws MismatchError
  // before the clock edge.
  void cycle();
  // rst_ni low for `cycles` cycles with the other inputs as they are, then high. Nothing when there is no
  // rst_ni.
  void reset(unsigned cycles = 2);

  std::uint64_t cycle_count() const { return cycle_; }            // completed cycles
  std::uint64_t compared_bits() const { return compared_bits_; }  // defined output bits compared so far
  // The device's outputs of the last cycle(), as compared (for tests that measure, e.g. numeric error).
  const Words& got(std::size_t output) const { return got_[output]; }
  std::size_t output(std::string_view name) const;

  Random& random() { return random_; }
  const std::string& test() const { return test_; }
  std::uint64_t seed() const { return seed_; }
  // Called at the end of every cycle, after the clock edge, when set: progress display, input recording for
  // the portable testbench.
  std::function<void(const Bench&)> on_cycle;
  const std::vector<Words>& inputs() const { return inputs_; }
  const std::vector<Expected>& expected() const { return expected_; }

 private:
  void bind_ports();
  void drive_inputs();
  void compare(std::size_t output);
  // Bits of `output` that are defined and differ, in its word `word`.
  std::uint32_t difference(std::size_t output, std::size_t word) const;
  void check_shape(std::size_t output) const;
  bool differs(std::size_t output) const;
  [[noreturn]] void fail(std::size_t output);

  Dut& dut_;
  Model& model_;
  std::string test_;
  std::uint64_t seed_;
  Random random_;
  std::vector<PortHandle> input_ports_, output_ports_;
  std::vector<std::string> input_names_, output_names_;
  std::vector<unsigned> input_widths_, output_widths_;
  std::vector<Words> inputs_, driven_, got_;
  bool all_driven_ = false;  // the device has had every input once
  std::vector<Expected> expected_;
  std::uint64_t cycle_ = 0, compared_bits_ = 0;
};

}  // namespace winnow::verif

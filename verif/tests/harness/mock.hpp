// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"

namespace winnow::verif::testing {

// What a mock device and a mock model share: a register that takes data_i, cleared by reset, and an output
// that shows it inverted or not by the combinational input flip_i.
struct MockShape {
  unsigned width = 40;
  unsigned output_width = 40;  // data_i, repeated as often as it takes
};

inline Words next_state(const MockShape& shape, const Words& data) {
  Words state(words_for(shape.output_width));
  for (std::size_t i = 0; i < state.size(); ++i) state[i] = data[i % data.size()];
  return state;
}

inline void flip(Words& words, bool doit, unsigned width) {
  if (doit) {
    for (std::uint32_t& word : words) word = ~word;
  }
  if (width % 32U != 0) words.back() &= (1U << (width % 32U)) - 1U;
}

class MockDut : public Dut {
 public:
  explicit MockDut(MockShape shape, bool waves = false) : shape_(shape), waves_(waves) {
    ports_ = {{"clk_i", 1, true},
              {"rst_ni", 1, true},
              {"data_i", shape.width, true},
              {"flip_i", 1, true},
              {"data_o", shape.output_width, false}};
    for (const DutPort& port : ports_) values_.emplace_back(words_for(port.width), 0U);
    state_.assign(words_for(shape.output_width), 0xDEADBEEFU);
  }

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override {
    std::copy(words.begin(), words.end(), values_[port].begin());
    ++pokes;
  }
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    std::copy(values_[port].begin(), values_[port].end(), words.begin());
  }
  void settle() override {
    std::copy(state_.begin(), state_.end(), values_[4].begin());
    flip(values_[4], values_[3][0] != 0, shape_.output_width);
    if (ticks_ == fault_cycle) values_[4][fault_bit / 32U] ^= 1U << (fault_bit % 32U);
  }
  void tick() override {
    if (values_[1][0] == 0) {
      std::fill(state_.begin(), state_.end(), 0U);
    } else {
      for (std::size_t i = 0; i < state_.size(); ++i) state_[i] = values_[2][i % values_[2].size()];
    }
    ++ticks_;
    settle();
  }
  bool open_wave(const std::filesystem::path& file) override {
    if (waves_) std::ofstream(file) << "wave from cycle " << ticks_ << "\n";
    return waves_;
  }
  void close_wave() override {}

  std::uint64_t fault_cycle = ~std::uint64_t{0};
  unsigned fault_bit = 0;
  std::uint64_t pokes = 0;

 private:
  MockShape shape_;
  bool waves_;
  std::vector<DutPort> ports_;
  std::vector<Words> values_;
  Words state_;
  std::uint64_t ticks_ = 0;
};

class MockModel : public Model {
 public:
  explicit MockModel(MockShape shape) : shape_(shape) {}
  std::vector<std::string> output_names() const override { return outputs_list; }
  std::vector<std::string> input_names() const override { return inputs_list; }
  std::vector<unsigned> output_widths() const override { return widths; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    Expected& data = expected[0];
    data.known.assign(data.value.size(), defined_ ? known_mask : 0U);
    if (defined_ && known_mask == ~0U) data.known.clear();
    std::copy(state_.begin(), state_.end(), data.value.begin());
    flip(data.value, inputs[2][0] != 0, shape_.output_width);
    if (oversize) data.value.push_back(0);
    if (stray_bits) data.value.back() |= 0x80000000U;
  }
  void clock(const std::vector<Words>& inputs) override {
    defined_ = defined_ || inputs[0][0] == 0;
    state_ = next_state(shape_, inputs[1]);
    if (inputs[0][0] == 0) std::fill(state_.begin(), state_.end(), 0U);
  }
  void power_up() override {
    defined_ = false;
    state_.assign(words_for(shape_.output_width), 0U);
  }

  std::vector<std::string> inputs_list = {"rst_ni", "data_i", "flip_i"};
  std::vector<std::string> outputs_list = {"data_o"};
  std::vector<unsigned> widths;
  std::uint32_t known_mask = ~0U;
  bool oversize = false;
  bool stray_bits = false;

 private:
  MockShape shape_;
  bool defined_ = false;
  Words state_;
};

inline void random_cycles(Bench& bench, std::uint64_t cycles) {
  const std::size_t data = bench.input("data_i");
  const std::size_t flips = bench.input("flip_i");
  for (std::uint64_t i = 0; i < cycles; ++i) {
    for (std::uint32_t& word : bench.value(data)) word = static_cast<std::uint32_t>(bench.random().next());
    bench.value(flips)[0] = bench.random().one_in(2) ? 1U : 0U;
    bench.cycle();
  }
}

// A folder of its own for a test's files, removed afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "winnow-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string file_text(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace winnow::verif::testing

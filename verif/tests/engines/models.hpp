// SPDX-License-Identifier: Apache-2.0
// Models of the small modules in rtl/, in plain integers.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/suites/suite.hpp"

namespace winnow::verif::testing {

class CounterModel : public Model {
 public:
  // From count `fault` on, count_o is expected one too high.
  explicit CounterModel(bool down = false, std::uint32_t fault = ~0U) : down_(down), fault_(fault) {}
  std::vector<std::string> output_names() const override { return {"count_o", "sum_o"}; }
  std::vector<std::string> input_names() const override { return {"rst_ni", "enable_i", "step_i"}; }
  std::vector<unsigned> output_widths() const override { return {17, 17}; }
  std::vector<unsigned> input_widths() const override { return {1, 1, 17}; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    const std::uint32_t wrong = count_ && *count_ >= fault_ ? 1U : 0U;
    expected[0].value[0] = (count_.value_or(0) + wrong) & 0x1FFFFU;
    expected[1].value[0] = sum(inputs);
    for (Expected& output : expected) output.known.assign(1, count_ ? 0x1FFFFU : 0U);
  }
  void clock(const std::vector<Words>& inputs) override {
    if (inputs[0][0] == 0) {
      count_ = 0;
    } else if (inputs[1][0] != 0 && count_) {
      count_ = sum(inputs);
    }
  }
  void power_up() override { count_.reset(); }

 private:
  std::uint32_t sum(const std::vector<Words>& inputs) const {
    const std::uint32_t step = inputs[2][0];
    return (count_.value_or(0) + (down_ ? 0x20000U - step : step)) & 0x1FFFFU;
  }
  bool down_;
  std::uint32_t fault_;
  std::optional<std::uint32_t> count_;
};

class WidthsModel : public Model {
 public:
  std::vector<std::string> output_names() const override {
    return {"a1_o", "a8_o", "a17_o", "a__32_o", "a33_o", "a64_o", "a65_o", "a128_o", "delete", "parity_o"};
  }
  std::vector<std::string> input_names() const override {
    return {"a1_i",  "a8_i",   "a17_i",   "a__32_i",   "a33_i", "a64_i",
            "a65_i", "a128_i", "write_i", "address_i", "rst_ni"};
  }
  std::vector<unsigned> output_widths() const override { return {1, 8, 17, 32, 33, 64, 65, 128, 40, 1}; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    for (std::size_t i = 0; i < registers; ++i) {
      if (known_) expected[i].value = state_[i];
      expected[i].known.assign(expected[i].value.size(), known_ ? ~0U : 0U);
    }
    const std::size_t address = inputs[9][0];
    expected[8].value = memory_[address];
    expected[8].known.assign(2, written_[address] ? ~0U : 0U);
    std::uint32_t parity = 0;
    for (const std::uint32_t word : inputs[7]) parity ^= static_cast<std::uint32_t>(__builtin_parity(word));
    expected[9].value[0] = parity;
  }
  void clock(const std::vector<Words>& inputs) override {
    if (inputs[8][0] != 0) {
      memory_[inputs[9][0]] = {inputs[3][0], inputs[1][0]};
      written_[inputs[9][0]] = true;
    }
    known_ = known_ || inputs[10][0] == 0;
    for (std::size_t i = 0; i < registers; ++i) {
      state_[i] = inputs[i];
      if (inputs[10][0] == 0) std::fill(state_[i].begin(), state_[i].end(), 0U);
    }
  }
  void power_up() override {
    known_ = false;
    written_.fill(false);
    memory_.fill(Words(2, 0U));
  }

 private:
  static constexpr std::size_t registers = 8;
  bool known_ = false;
  std::array<Words, registers> state_;
  std::array<Words, 16> memory_;
  std::array<bool, 16> written_{};
};

class AdderModel : public Model {
 public:
  std::vector<std::string> output_names() const override { return {"sum_o"}; }
  std::vector<std::string> input_names() const override { return {"a_i", "b_i"}; }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    std::uint64_t carry = 0;
    for (std::size_t word = 0; word < 2; ++word) {
      carry += std::uint64_t{inputs[0][word]} + inputs[1][word];
      expected[0].value[word] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    expected[0].value[2] = static_cast<std::uint32_t>(carry);
  }
  void clock(const std::vector<Words>&) override {}
  void power_up() override {}
};

// Reset, then random values on every input, with a reset in between now and then.
inline SuiteTest random_test(std::uint64_t default_cycles) {
  return {"random_data", "random values on every input", [=](Bench& bench, std::uint64_t cycles) {
            bench.reset();
            for (std::uint64_t i = 0; i < (cycles == 0 ? default_cycles : cycles); ++i) {
              for (std::size_t input = 0; input < bench.inputs().size(); ++input) {
                for (std::uint32_t& word : bench.value(input))
                  word = static_cast<std::uint32_t>(bench.random().next());
              }
              if (bench.has_input("rst_ni"))
                bench.value(bench.input("rst_ni"))[0] = !bench.random().one_in(50);
              bench.cycle();
            }
          }};
}

}  // namespace winnow::verif::testing

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/harness/dut.hpp"

namespace winnow::verif::testing {

// A device made of a reference model, for tests of suites and drivers without hardware. Bits that the
// protocol leaves undefined read as ones. `fault` changes the outputs of each cycle.
class ModelDut final : public Dut {
 public:
  using Fault =
      std::function<void(std::uint64_t cycle, const std::vector<std::string>& names, std::vector<Expected>&)>;

  explicit ModelDut(std::unique_ptr<Model> model, Fault fault = {})
      : model_(std::move(model)), fault_(std::move(fault)), names_(model_->output_names()) {
    const auto input_names = model_->input_names();
    const auto input_widths = model_->input_widths(), output_widths = model_->output_widths();
    for (std::size_t i = 0; i < input_names.size(); ++i) {
      ports_.push_back({input_names[i], input_widths[i], true});
      inputs_.emplace_back(words_for(input_widths[i]), 0U);
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      ports_.push_back({names_[i], output_widths[i], false});
      outputs_.push_back({Words(words_for(output_widths[i]), 0U), {}});
    }
    ports_.push_back({"clk_i", 1, true});
    model_->power_up();
    settle();
  }

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override {
    if (port < inputs_.size()) std::copy(words.begin(), words.end(), inputs_[port].begin());
  }
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    const Expected& output = outputs_.at(port - inputs_.size());
    for (std::size_t i = 0; i < output.value.size(); ++i) {
      const std::uint32_t unknown = output.known.empty() ? 0U : ~output.known[i];
      words[i] = output.value[i] | (unknown & present_bits(port, i));
    }
  }
  void settle() override {
    model_->outputs(inputs_, outputs_);
    if (fault_) fault_(cycle_, names_, outputs_);
  }
  void tick() override {
    model_->clock(inputs_);
    ++cycle_;
    settle();
  }
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  std::uint32_t present_bits(PortHandle port, std::size_t word) const {
    const unsigned width = ports_[port].width;
    return (word + 1) * 32 <= width ? ~0U : (1U << (width % 32U)) - 1U;
  }

  std::unique_ptr<Model> model_;
  Fault fault_;
  std::vector<std::string> names_;
  std::vector<DutPort> ports_;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
  std::uint64_t cycle_ = 0;
};

}  // namespace winnow::verif::testing

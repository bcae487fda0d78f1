// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <memory>

#include "gen/config/rmmu_parameters.hpp"
#include "verif/harness/dut.hpp"
#include "verif/models/rmmu/model.hpp"

namespace winnow::verif::test {

// Changes the outputs of a cycle: a fault.
using Fault = std::function<void(const std::vector<std::string>& names, std::vector<Expected>& outputs)>;

// A reference model with a fault in its outputs.
class FaultyModel final : public Model {
 public:
  FaultyModel(const config::RmmuParameters& parameters, Fault fault)
      : model_(parameters), fault_(std::move(fault)) {}

  std::vector<std::string> output_names() const override { return model_.output_names(); }
  std::vector<std::string> input_names() const override { return model_.input_names(); }
  std::vector<unsigned> output_widths() const override { return model_.output_widths(); }
  std::vector<unsigned> input_widths() const override { return model_.input_widths(); }
  void outputs(const std::vector<Words>& inputs, std::vector<Expected>& expected) override {
    model_.outputs(inputs, expected);
    if (fault_) fault_(model_.output_names(), expected);
  }
  void clock(const std::vector<Words>& inputs) override { model_.clock(inputs); }
  void power_up() override { model_.power_up(); }

 private:
  RmmuModel model_;
  Fault fault_;
};

// A device made of a second reference model. Bits that the protocol leaves undefined read as ones.
class ModelDevice final : public Dut {
 public:
  explicit ModelDevice(const config::RmmuParameters& parameters, Fault fault = {})
      : model_(parameters, std::move(fault)) {
    const auto inputs = model_.input_names();
    const auto input_widths = model_.input_widths();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      ports_.push_back({inputs[i], input_widths[i], true});
      inputs_.emplace_back(words_for(input_widths[i]), 0U);
    }
    const auto outputs = model_.output_names();
    const auto output_widths = model_.output_widths();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      ports_.push_back({outputs[i], output_widths[i], false});
      outputs_.push_back({Words(words_for(output_widths[i]), 0U), Words(words_for(output_widths[i]), ~0U)});
    }
    ports_.push_back({"clk_i", 1, true});
    model_.power_up();
    settle();
  }

  const std::vector<DutPort>& ports() const override { return ports_; }
  void poke(PortHandle port, std::span<const std::uint32_t> words) override {
    if (port < inputs_.size()) std::copy(words.begin(), words.end(), inputs_[port].begin());
  }
  void peek(PortHandle port, std::span<std::uint32_t> words) const override {
    const Expected& output = outputs_.at(port - inputs_.size());
    for (std::size_t i = 0; i < output.value.size(); ++i) {
      const std::uint32_t known = output.known.empty() ? ~0U : output.known[i];
      words[i] = (output.value[i] & known) | (~known & 0xFFFFFFFFU & last_word(port, i));
    }
  }
  void settle() override { model_.outputs(inputs_, outputs_); }
  void tick() override {
    model_.clock(inputs_);
    settle();
  }
  bool open_wave(const std::filesystem::path&) override { return false; }
  void close_wave() override {}

 private:
  std::uint32_t last_word(PortHandle port, std::size_t word) const {
    const unsigned width = ports_[port].width;
    return (word + 1) * 32 <= width ? ~0U : (1U << (width % 32U)) - 1U;
  }

  FaultyModel model_;
  std::vector<DutPort> ports_;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
};

}  // namespace winnow::verif::test

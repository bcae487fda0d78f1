// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/model_dut.hpp"

#include <algorithm>
#include <utility>

#include "verif/harness/bits.hpp"

namespace winnow::verif {

ModelDut::ModelDut(std::unique_ptr<Model> model, Fault fault)
    : model_(std::move(model)), fault_(std::move(fault)), names_(model_->output_names()) {
  const auto input_names = model_->input_names();
  const auto input_widths = model_->input_widths(), output_widths = model_->output_widths();
  for (std::size_t i = 0; i < input_names.size(); ++i) {
    ports_.push_back({input_names[i], input_widths.at(i), true});
    inputs_.emplace_back(words_for(input_widths[i]), 0U);
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    ports_.push_back({names_[i], output_widths.at(i), false});
    outputs_.push_back({Words(words_for(output_widths[i]), 0U), {}});
  }
  ports_.push_back({"clk_i", 1, true});
  model_->power_up();
}

void ModelDut::poke(PortHandle port, std::span<const std::uint32_t> words) {
  Words& value = inputs_.at(port);
  std::copy(words.begin(), words.end(), value.begin());
  value.back() &= last_word_mask(ports_[port].width);
  stale_ = true;
}

void ModelDut::peek(PortHandle port, std::span<std::uint32_t> words) const {
  if (port < inputs_.size()) {
    std::copy(inputs_[port].begin(), inputs_[port].end(), words.begin());
    return;
  }
  if (stale_) evaluate();
  const Expected& output = outputs_.at(port - inputs_.size());
  for (std::size_t i = 0; i < output.value.size(); ++i)
    words[i] = output.value[i] | (output.known.empty() ? 0U : ~output.known[i]);
  words[output.value.size() - 1] &= last_word_mask(ports_[port].width);
}

void ModelDut::tick() {
  if (stale_) evaluate();
  model_->clock(inputs_);
  ++cycle_;
  stale_ = true;
}

void ModelDut::evaluate() const {
  model_->outputs(inputs_, outputs_);
  if (fault_) fault_(cycle_, names_, outputs_);
  stale_ = false;
}

}  // namespace winnow::verif

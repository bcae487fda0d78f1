// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "verif/harness/bench.hpp"

namespace winnow::verif {

// A model inside of another one: its ports, with the values of the present cycle. For parts whose outputs do
// not depend on inputs of the same cycle, so that one look per cycle is enough.
class ModelPart {
 public:
  // The model must state its widths.
  explicit ModelPart(std::unique_ptr<Model> model);

  const std::vector<std::string>& input_names() const { return input_names_; }
  const std::vector<std::string>& output_names() const { return output_names_; }
  unsigned input_width(std::size_t input) const { return input_widths_[input]; }
  unsigned output_width(std::size_t output) const { return output_widths_[output]; }
  // By name; throw std::invalid_argument.
  std::size_t input(const std::string& name) const;
  std::size_t output(const std::string& name) const;

  // What the part is given; it stays until changed.
  Words& given(std::size_t input) { return inputs_[input]; }
  const Words& given(std::size_t input) const { return inputs_[input]; }
  void give(std::size_t input, std::uint64_t value);  // of at most 64 bits
  // What the part says, as of the last look().
  const Expected& says(std::size_t output) const { return outputs_[output]; }
  bool flag(std::size_t output) const { return (outputs_[output].value[0] & 1U) != 0; }
  std::uint64_t word(std::size_t output) const;  // of at most 64 bits

  void look() { model_->outputs(inputs_, outputs_); }
  void clock() { model_->clock(inputs_); }
  void power_up() { model_->power_up(); }

 private:
  std::unique_ptr<Model> model_;
  std::vector<std::string> input_names_, output_names_;
  std::vector<unsigned> input_widths_, output_widths_;
  std::vector<Words> inputs_;
  std::vector<Expected> outputs_;
};

}  // namespace winnow::verif

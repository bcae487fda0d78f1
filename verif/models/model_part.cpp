// SPDX-License-Identifier: Apache-2.0
#include "verif/models/model_part.hpp"

#include <algorithm>
#include <stdexcept>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::invalid_argument("no port " + name);
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

ModelPart::ModelPart(std::unique_ptr<Model> model)
    : model_(std::move(model)),
      input_names_(model_->input_names()),
      output_names_(model_->output_names()),
      input_widths_(model_->input_widths()),
      output_widths_(model_->output_widths()) {
  for (const unsigned width : input_widths_) inputs_.emplace_back(words_for(width), 0U);
  for (const unsigned width : output_widths_) outputs_.push_back({Words(words_for(width), 0U), {}});
}

std::size_t ModelPart::input(const std::string& name) const {
  return index_of(input_names_, name);
}

std::size_t ModelPart::output(const std::string& name) const {
  return index_of(output_names_, name);
}

void ModelPart::give(std::size_t input, std::uint64_t value) {
  put_bits(inputs_[input], 0, input_widths_[input], value);
}

std::uint64_t ModelPart::word(std::size_t output) const {
  return get_bits(outputs_[output].value, 0, output_widths_[output]);
}

}  // namespace winnow::verif

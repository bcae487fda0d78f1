// SPDX-License-Identifier: Apache-2.0
#include "verif/models/rmmu/model.hpp"

#include <algorithm>

#include "verif/harness/bits.hpp"
#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

std::size_t longest_set(const RmmuShape& shape) {
  std::size_t operands = 0;
  for (const RmmuMode& mode : shape.modes) operands = std::max<std::size_t>(operands, mode.operands);
  return operands * shape.columns;
}

std::uint32_t lane_mask(unsigned lanes) {
  return (1U << lanes) - 1U;
}

}  // namespace

RmmuModel::RmmuModel(const config::RmmuParameters& parameters)
    : shape_(parameters),
      set_stride_(longest_set(shape_)),
      operands_(shape_),
      row_pipeline_(shape_.rows, static_cast<std::size_t>(shape_.segments) * shape_.lanes, shape_.row_delay),
      element_pipeline_(shape_.rows, shape_.columns, shape_.element_delay) {
  for (const RmmuPort& port : shape_.ports) {
    const std::size_t words = words_for(port.width);
    if (port.is_input) {
      inputs_.push_back(port);
    } else {
      outputs_.push_back({port.name, port.width, Words(words, 0), Words(words, 0), 0});
    }
  }
  find_ports();
  power_up();
}

std::size_t RmmuModel::input_index(const std::string& name) const {
  const auto found = std::find_if(inputs_.begin(), inputs_.end(),
                                  [&name](const RmmuPort& port) { return port.name == name; });
  return found == inputs_.end() ? absent : static_cast<std::size_t>(found - inputs_.begin());
}

std::size_t RmmuModel::output_index(const std::string& name) const {
  const auto found = std::find_if(outputs_.begin(), outputs_.end(),
                                  [&name](const Output& output) { return output.name == name; });
  return found == outputs_.end() ? absent : static_cast<std::size_t>(found - outputs_.begin());
}

void RmmuModel::find_ports() {
  reset_ = input_index("rst_ni");
  stream_ = input_index("stream_i");
  enable_ = input_index("row_enable_i");
  clear_ = input_index("row_clear_i");
  precision_ = input_index("row_precision_i");
  source_ = input_index("row_source_i");
  element_ = input_index("row_element_i");
  weight_data_ = input_index("weight_data_i");
  weight_row_ = input_index("weight_row_i");
  weight_set_ = input_index("weight_set_i");
  weight_precision_ = input_index("weight_precision_i");
  commit_ = input_index("weight_commit_i");
  multiplier_ = input_index("multiplier_i");
  multiplier_write_ = input_index("multiplier_write_i");
  row_valid_ = output_index("row_valid_o");
  row_result_ = output_index("row_result_o");
  group_valid_ = output_index("group_valid_o");
  group_result_ = output_index("group_result_o");
  element_valid_ = output_index("element_valid_o");
  element_result_ = output_index("element_result_o");
}

std::vector<std::string> RmmuModel::output_names() const {
  std::vector<std::string> names;
  for (const Output& output : outputs_) names.push_back(output.name);
  return names;
}

std::vector<std::string> RmmuModel::input_names() const {
  std::vector<std::string> names;
  for (const RmmuPort& port : inputs_) names.push_back(port.name);
  return names;
}

std::vector<unsigned> RmmuModel::output_widths() const {
  std::vector<unsigned> widths;
  for (const Output& output : outputs_) widths.push_back(output.width);
  return widths;
}

std::vector<unsigned> RmmuModel::input_widths() const {
  std::vector<unsigned> widths;
  for (const RmmuPort& port : inputs_) widths.push_back(port.width);
  return widths;
}

void RmmuModel::power_up() {
  started_ = false;
  RmmuWeights blank;
  blank.values.assign(set_stride_ * shape_.lanes, 0);
  active_.assign(shape_.rows, blank);
  shadow_.assign(shape_.has_shadow ? shape_.rows : 0, blank);
  reset();
}

void RmmuModel::reset() {
  row_pipeline_.flush();
  element_pipeline_.flush();
  row_sums_.assign(static_cast<std::size_t>(shape_.rows) * shape_.segments * shape_.lanes, 0);
  row_defined_.assign(shape_.rows, lane_mask(shape_.lanes));
  group_defined_.assign(shape_.groups, lane_mask(shape_.lanes));
  element_sums_.assign(static_cast<std::size_t>(shape_.rows) * shape_.columns, 0);
  element_defined_.assign(shape_.rows, 1);
  for (Output& output : outputs_) {
    std::fill(output.value.begin(), output.value.end(), 0U);
    std::fill(output.known.begin(), output.known.end(), ~0U);
    output.known.back() = last_word_mask(output.width);
    output.undefined = 0;
  }
}

void RmmuModel::outputs(const std::vector<Words>& /*inputs*/, std::vector<Expected>& expected) {
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    expected[i].value = outputs_[i].value;
    if (!started_) {
      expected[i].known.assign(outputs_[i].value.size(), 0);
    } else if (outputs_[i].undefined == 0) {
      expected[i].known.clear();
    } else {
      expected[i].known = outputs_[i].known;
    }
  }
}

bool RmmuModel::flag(const std::vector<Words>& inputs, std::size_t port, unsigned row) const {
  return port != absent && get_bit(inputs[port], row);
}

std::uint64_t RmmuModel::code(const std::vector<Words>& inputs, std::size_t port, unsigned row,
                              unsigned width) const {
  return port == absent ? 0 : get_bits(inputs[port], static_cast<std::size_t>(row) * width, width);
}

void RmmuModel::clock(const std::vector<Words>& inputs) {
  if (!get_bit(inputs[reset_], 0)) {
    started_ = true;
    reset();
  } else if (started_) {
    operands_.next_cycle();
    sample(inputs);
    if (shape_.has_group) step_groups();  // reads the accumulators before they move
    for (unsigned row = 0; row < shape_.rows; ++row) {
      if (shape_.has_row) step_row(row);
      if (shape_.has_element) step_element(row);
    }
    row_pipeline_.advance();
    element_pipeline_.advance();
  }
  write_weights(inputs);  // also during reset, and visible from the next cycle
}

void RmmuModel::sample(const std::vector<Words>& inputs) {
  for (unsigned row = 0; row < shape_.rows; ++row) {
    row_pipeline_.sampled(row).valid = false;
    element_pipeline_.sampled(row).valid = false;
    if (!flag(inputs, enable_, row)) continue;
    const unsigned source = shape_.source_of_code(code(inputs, source_, row, shape_.source_bits));
    const unsigned vector = source * shape_.chunks + row % shape_.chunks;
    const bool element = shape_.has_element && (!shape_.has_row || flag(inputs, element_, row));
    if (element) {
      sample_element(inputs, row, vector);
    } else {
      sample_row(inputs, row, vector);
    }
  }
}

void RmmuModel::sample_row(const std::vector<Words>& inputs, unsigned row, unsigned vector) {
  const unsigned mode_index = shape_.mode_of_code(code(inputs, precision_, row, shape_.precision_bits));
  const RmmuMode& mode = shape_.modes[mode_index];
  const RmmuWeights& weights = active_[row];
  const std::uint32_t used = lane_mask(mode.outputs);
  const std::uint32_t exact = weights.mode == mode_index ? weights.defined & used : 0;
  RmmuPipeline::Slot& slot = row_pipeline_.sampled(row);
  slot.valid = true;
  slot.clear = flag(inputs, clear_, row);
  slot.defined = exact | (lane_mask(shape_.lanes) & ~used);  // lanes without an output give zero
  std::int64_t* sums = row_pipeline_.sampled_values(row);
  std::fill_n(sums, shape_.segments * shape_.lanes, 0);
  if (exact == 0) return;
  const std::vector<std::int16_t>& x = operands_.stream(inputs[stream_], vector, mode_index);
  const std::size_t length = shape_.products(mode);
  for (unsigned lane = 0; lane < mode.outputs; ++lane) {
    if (((exact >> lane) & 1U) == 0) continue;
    const std::int16_t* w = weights.values.data() + lane * set_stride_;
    for (unsigned segment = 0; segment < shape_.segments; ++segment) {
      const std::size_t first = segment * length;
      sums[segment * shape_.lanes + lane] = dot_product(x.data() + first, w + first, length, mode.bits <= 8);
    }
  }
}

void RmmuModel::sample_element(const std::vector<Words>& inputs, unsigned row, unsigned vector) {
  const RmmuWeights& weights = active_[row];
  RmmuPipeline::Slot& slot = element_pipeline_.sampled(row);
  slot.valid = true;
  slot.clear = flag(inputs, clear_, row);
  slot.defined = weights.mode == 0 ? weights.defined & 1U : 0U;
  if (slot.defined == 0) return;
  const std::vector<std::int16_t>& x = operands_.stream(inputs[stream_], vector, 0);
  std::int64_t* products = element_pipeline_.sampled_values(row);
  for (unsigned column = 0; column < shape_.columns; ++column) {
    products[column] = std::int32_t{x[column]} * std::int32_t{weights.values[column]};
  }
}

std::int64_t RmmuModel::limit(std::int64_t value, unsigned width) const {
  if (!shape_.saturates) return sign_extend(static_cast<std::uint64_t>(value), width);
  const std::int64_t highest = (std::int64_t{1} << (width - 1U)) - 1;
  return std::clamp(value, -highest - 1, highest);
}

void RmmuModel::show(Output& output, std::size_t element, unsigned width, std::int64_t value, bool known,
                     bool was_known) {
  put_bits(output.value, element * width, width, static_cast<std::uint64_t>(value));
  if (known == was_known) return;
  put_bits(output.known, element * width, width, known ? ~0ULL : 0ULL);
  output.undefined = known ? output.undefined - 1 : output.undefined + 1;
}

void RmmuModel::step_groups() {
  for (unsigned group = 0; group < shape_.groups; ++group) {
    bool valid = true;
    std::uint32_t defined = lane_mask(shape_.lanes);
    for (unsigned row = group * shape_.chunks; row < (group + 1) * shape_.chunks; ++row) {
      valid = valid && get_bit(outputs_[row_valid_].value, row);
      defined &= row_defined_[row];
    }
    put_bit(outputs_[group_valid_].value, group, valid);
    const std::size_t count = static_cast<std::size_t>(shape_.chunks) * shape_.segments;
    for (unsigned lane = 0; lane < shape_.lanes; ++lane) {
      const std::int64_t* sums = row_sums_.data() + group * count * shape_.lanes + lane;
      std::int64_t total = 0;
      for (std::size_t i = 0; i < count; ++i) total += sums[i * shape_.lanes];
      show(outputs_[group_result_], static_cast<std::size_t>(group) * shape_.lanes + lane, shape_.group_bits,
           total, ((defined >> lane) & 1U) != 0, ((group_defined_[group] >> lane) & 1U) != 0);
    }
    group_defined_[group] = defined;
  }
}

void RmmuModel::step_row(unsigned row) {
  const RmmuPipeline::Slot& slot = row_pipeline_.arriving(row);
  put_bit(outputs_[row_valid_].value, row, slot.valid);
  if (!slot.valid) return;
  const std::int64_t* arriving = row_pipeline_.arriving_values(row);
  const std::uint32_t before = row_defined_[row];
  const std::uint32_t after = slot.clear ? slot.defined : slot.defined & before;
  const std::size_t first = static_cast<std::size_t>(row) * shape_.segments * shape_.lanes;
  for (unsigned i = 0; i < shape_.segments * shape_.lanes; ++i) {
    const unsigned lane = i % shape_.lanes;
    std::int64_t& sum = row_sums_[first + i];
    sum = limit(arriving[i] + (slot.clear ? 0 : sum), shape_.lane_bits[lane]);
    show(outputs_[row_result_], first + i, shape_.result_bits, sum, ((after >> lane) & 1U) != 0,
         ((before >> lane) & 1U) != 0);
  }
  row_defined_[row] = after;
}

void RmmuModel::step_element(unsigned row) {
  const RmmuPipeline::Slot& slot = element_pipeline_.arriving(row);
  put_bit(outputs_[element_valid_].value, row, slot.valid);
  if (!slot.valid) return;
  const std::int64_t* arriving = element_pipeline_.arriving_values(row);
  const bool before = element_defined_[row] != 0;
  const bool after = slot.defined != 0 && (slot.clear || before);
  const std::size_t first = static_cast<std::size_t>(row) * shape_.columns;
  for (unsigned column = 0; column < shape_.columns; ++column) {
    std::int64_t& sum = element_sums_[first + column];
    sum = limit(arriving[column] + (slot.clear ? 0 : sum), shape_.element_bits);
    show(outputs_[element_result_], first + column, shape_.element_bits, sum, after, before);
  }
  element_defined_[row] = after ? 1 : 0;
}

void RmmuModel::write_weights(const std::vector<Words>& inputs) {
  const unsigned mode = shape_.mode_of_code(code(inputs, weight_precision_, 0, shape_.precision_bits));
  const std::uint32_t sets = weight_set_ == absent ? 1U : inputs[weight_set_][0] & lane_mask(shape_.lanes);
  const auto& enables = inputs[weight_row_];
  const bool any = std::any_of(enables.begin(), enables.end(), [](std::uint32_t word) { return word != 0; });
  const std::vector<std::int16_t>* unpacked = any ? &operands_.weights(inputs[weight_data_], mode) : nullptr;
  std::vector<std::int16_t> multipliers(shape_.columns);
  for (unsigned row = 0; row < shape_.rows; ++row) {
    const bool write = any && get_bit(enables, row);
    const bool multiply = flag(inputs, multiplier_write_, row);
    if (shape_.has_shadow) {
      if (flag(inputs, commit_, row) && !multiply) active_[row] = shadow_[row];  // before this cycle's write
      if (write) shadow_[row].write(shape_, mode, sets, *unpacked, set_stride_);
    } else if (write && !multiply) {
      active_[row].write(shape_, mode, sets, *unpacked, set_stride_);
    }
    if (!multiply) continue;
    const std::uint64_t raw = code(inputs, multiplier_, row, shape_.operand_bits);
    const auto value = static_cast<std::int16_t>(sign_extend(raw, shape_.operand_bits));
    std::fill(multipliers.begin(), multipliers.end(), value);
    active_[row].write(shape_, 0, 1, multipliers, set_stride_);
  }
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/weight_registers.hpp"

namespace winnow::cores::rmmu {

WeightRegisters::WeightRegisters(const PrecisionShape& shape, MultiplierForm form)
    : shape_(shape), form_(form), layout_(shape) {}

unsigned WeightRegisters::count() const {
  return is_spread() ? layout_.class_count() : shape_.lanes();
}

unsigned WeightRegisters::data_bits() const {
  return is_spread() ? shape_.stationary_bits() : shape_.word_bits();
}

std::string WeightRegisters::data_text() const {
  return is_spread() ? "weights in the stationary register's layout" : "weights of one set, packed";
}

hdl::UInt WeightRegisters::part(const hdl::UInt& data, unsigned index) const {
  if (!is_spread()) return data;
  const unsigned low = layout_.class_position(index);
  return data.bits(low + bits(index) - 1, low);
}

unsigned WeightRegisters::bits(unsigned index) const {
  return is_spread() ? layout_.class_bits(index) : shape_.word_bits();
}

std::optional<unsigned> WeightRegisters::weight_set(unsigned index, unsigned precision) const {
  if (is_spread()) return layout_.weight_set(index, precision);
  return index < shape_.outputs(precision) ? std::optional(index) : std::nullopt;
}

hdl::UInt WeightRegisters::replicate(const hdl::UInt& value) const {
  return is_spread() ? layout_.replicate(value) : value.extend(shape_.word_bits());
}

}  // namespace winnow::cores::rmmu

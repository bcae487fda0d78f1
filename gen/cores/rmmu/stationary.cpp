// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/rmmu/stationary.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::cores::rmmu {

StationaryLayout::StationaryLayout(const PrecisionShape& shape)
    : shape_(shape), unit_bits_(shape.lowest()), digits_(shape.ratio(shape.lowest())) {
  for (unsigned i = 0; i < digits_; ++i) {
    for (unsigned j = 0; j < digits_; ++j) {
      std::vector<unsigned> sets;
      for (const unsigned m : shape.precisions) sets.push_back(output_of(i, j, m));
      if (std::find(class_sets_.begin(), class_sets_.end(), sets) == class_sets_.end())
        class_sets_.push_back(sets);
    }
  }
  std::sort(class_sets_.begin(), class_sets_.end());
  unsigned position = 0;
  for (unsigned c = 0; c < class_sets_.size(); ++c) {
    for (unsigned i = 0; i < digits_; ++i) {
      for (unsigned j = 0; j < digits_; ++j) {
        bool same = true;
        for (unsigned k = 0; k < shape.count(); ++k) {
          same = same && output_of(i, j, shape.precisions[k]) == class_sets_[c][k];
        }
        if (!same) continue;
        units_.push_back({i, j, c, position});
        position += unit_bits_;
      }
    }
  }
}

unsigned StationaryLayout::output_of(unsigned row_digit, unsigned column_digit, unsigned precision) const {
  const unsigned digits_per_block = precision / unit_bits_;
  return (row_digit / digits_per_block + column_digit / digits_per_block) % shape_.outputs(precision);
}

unsigned StationaryLayout::operand_of(unsigned row_digit, unsigned column_digit, unsigned precision) const {
  const unsigned ratio = shape_.ratio(precision);
  if (ratio == 1) return 0;
  const unsigned digits_per_block = precision / unit_bits_;
  const bool upper = column_digit / digits_per_block >= ratio / 2;
  return row_digit / digits_per_block + (upper ? ratio : 0);
}

const StationaryLayout::Unit& StationaryLayout::unit(unsigned row_digit, unsigned column_digit) const {
  const auto found = std::find_if(units_.begin(), units_.end(), [&](const Unit& unit) {
    return unit.row_digit == row_digit && unit.column_digit == column_digit;
  });
  if (found == units_.end()) throw std::out_of_range("no such unit");
  return *found;
}

unsigned StationaryLayout::class_position(unsigned enable_class) const {
  const auto first = std::find_if(units_.begin(), units_.end(),
                                  [&](const Unit& unit) { return unit.enable_class == enable_class; });
  return first->position;
}

unsigned StationaryLayout::class_bits(unsigned enable_class) const {
  return unit_bits_ *
         static_cast<unsigned>(std::count_if(units_.begin(), units_.end(), [&](const Unit& unit) {
           return unit.enable_class == enable_class;
         }));
}

unsigned StationaryLayout::weight_set(unsigned enable_class, unsigned precision) const {
  const auto index = std::find(shape_.precisions.begin(), shape_.precisions.end(), precision);
  return class_sets_[enable_class][static_cast<std::size_t>(index - shape_.precisions.begin())];
}

unsigned StationaryLayout::word_bit(unsigned position, unsigned precision) const {
  const Unit& unit = units_[position / unit_bits_];
  const unsigned weight_bit = unit.column_digit * unit_bits_ + position % unit_bits_;
  return operand_of(unit.row_digit, unit.column_digit, precision) * precision + weight_bit % precision;
}

hdl::UInt StationaryLayout::replicate(const hdl::UInt& value) const {
  std::vector<hdl::Value> parts;
  for (std::size_t i = units_.size(); i-- > 0;) {
    const unsigned low = word_bit(units_[i].position, shape_.highest());
    parts.push_back(value.bits(low + unit_bits_ - 1, low));
  }
  return concatenate(parts);
}

}  // namespace winnow::cores::rmmu

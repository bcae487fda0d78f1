// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/cores/rmmu/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// Layout of a PE's stationary register for the shared multiplier.
//
// The partial products of B x B bits are cut into units of m_min x m_min bits (m_min: the lowest precision);
// unit (I, J) multiplies digit I of the stream side with digit J of the weight side, and holds its own m_min
// weight bits. In precision m the units of one m x m block form one product: block (I, J) takes stream
// operand I + (J >= r/2 ? r : 0) and adds to output (I + J) mod (r/2), so every output sees every operand
// exactly once, and the sums that the highest precision needs are the ones that the lower precisions need
// (spec of the RMMU).
//
// A weight write enables units by weight set. Units that every precision's sets enable together form an
// enable class; the register is ordered by class, so that a PE has one register per class.
class StationaryLayout {
 public:
  explicit StationaryLayout(const PrecisionShape& shape);

  struct Unit {
    unsigned row_digit, column_digit;  // I, J
    unsigned enable_class;
    unsigned position;  // lowest bit in the register
  };
  const std::vector<Unit>& units() const { return units_; }  // in register order
  const Unit& unit(unsigned row_digit, unsigned column_digit) const;
  unsigned unit_bits() const { return unit_bits_; }
  unsigned class_count() const { return static_cast<unsigned>(class_sets_.size()); }
  // First bit and width of a class in the register.
  unsigned class_position(unsigned enable_class) const;
  unsigned class_bits(unsigned enable_class) const;
  // Weight set (output) of the class's units in precision m.
  unsigned weight_set(unsigned enable_class, unsigned precision) const;
  // Bit of the weight port word that register bit `position` takes in precision m.
  unsigned word_bit(unsigned position, unsigned precision) const;
  // A value of B bits as a weight of the highest precision: every unit takes its digit.
  hdl::UInt replicate(const hdl::UInt& value) const;

 private:
  unsigned output_of(unsigned row_digit, unsigned column_digit, unsigned precision) const;
  unsigned operand_of(unsigned row_digit, unsigned column_digit, unsigned precision) const;

  PrecisionShape shape_;
  unsigned unit_bits_, digits_;
  std::vector<Unit> units_;
  std::vector<std::vector<unsigned>> class_sets_;  // per class, per precision index
};

}  // namespace winnow::cores::rmmu

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/cores/rmmu/multiplier.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// How a PE holds its weights: registers with a write enable each, which together, register 0 lowest, are the
// multiplier's weights_i.
//   shared       one register per enable class of StationaryLayout, fed with words spread over that layout
//   behavioural  one register per weight set, fed with the words of the weight port as they are
class WeightRegisters {
 public:
  WeightRegisters(const PrecisionShape& shape, MultiplierForm form);

  unsigned count() const;
  unsigned data_bits() const;  // what a PE is given at a write
  std::string data_text() const;
  // The part of the data that a register takes.
  hdl::UInt part(const hdl::UInt& data, unsigned index) const;
  unsigned bits(unsigned index) const;
  // The weight set that writes the register in this precision; none when the precision does not use it.
  std::optional<unsigned> weight_set(unsigned index, unsigned precision) const;
  // A value of the highest precision as data: the only weight of its set.
  hdl::UInt replicate(const hdl::UInt& value) const;

 private:
  bool is_spread() const { return form_ == MultiplierForm::shared; }

  PrecisionShape shape_;
  MultiplierForm form_;
  StationaryLayout layout_;
};

}  // namespace winnow::cores::rmmu

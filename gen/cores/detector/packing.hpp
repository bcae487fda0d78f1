// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/cores/detector/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/count_ones.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::detector {

using lib::bits_of;
using lib::count_ones;
using lib::element;
using lib::pack;
// `value` if `enable`, else zero.
hdl::UInt only_if(hdl::Builder& b, const hdl::Bit& enable, const hdl::UInt& value);

// Of each bit the number of ones before it (in a logarithmic number of steps), and behind them the number of
// all ones. Widths grow exactly.
std::vector<hdl::UInt> counts_before(hdl::Builder& b, const std::vector<hdl::Bit>& bits);

// What later stages must know of a group, as one value.
struct GroupFacts {
  hdl::UInt length;
  hdl::Bit causal;
  hdl::UInt query, rows, last_tile;

  hdl::UInt packed() const { return cat(hdl::Value(last_tile), rows, query, causal, length); }
  static unsigned width(const Shape& shape) {
    return shape.count_bits() + 1 + shape.key_bits() + shape.rows_bits() + shape.index_bits();
  }
  static GroupFacts unpacked(const hdl::UInt& packed, const Shape& shape);
};

}  // namespace winnow::cores::detector

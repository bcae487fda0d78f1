// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// The elements side by side, the first in the lowest bits; T is Bit, UInt or SInt.
template <class T>
hdl::UInt pack(const std::vector<T>& elements) {
  return hdl::concatenate(std::vector<hdl::Value>(elements.rbegin(), elements.rend()));
}

// Element `index` of a packed value whose elements have `width` bits.
inline hdl::UInt element(const hdl::UInt& packed, unsigned index, unsigned width) {
  return packed.bits((index + 1) * width - 1, index * width);
}

// `value` if `condition`, else 0.
inline hdl::UInt gate(const hdl::Bit& condition, const hdl::UInt& value) {
  return value & pack(std::vector<hdl::Bit>(value.width(), condition));
}

}  // namespace winnow::lib

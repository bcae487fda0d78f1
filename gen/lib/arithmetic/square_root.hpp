// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// How a square root is tabulated (docs/arithmetic.md, "Square root").
struct SquareRoot {
  unsigned step_bits = 3;    // k: fraction bits of the table's index, 1 to 8
  unsigned table_bits = 10;  // c: fraction bits of its entries, 4 to 20
  int fraction_bits = 0;     // g: of the result; negative: so many integer bits less

  bool operator==(const SquareRoot&) const = default;
};

// 1 / sqrt(X1 + h) for X1 = 1, 1 + 2^-k, ... below 4, in units of 2^-c, to nearest.
std::vector<std::uint64_t> inverse_root_table(unsigned step_bits, unsigned table_bits);

// sqrt(value) in units of 2^-fraction_bits, rounded half up from the approximation. The value has at least
// step_bits + 3 bits. The result has a bit more than half of the value's, and fraction_bits.
hdl::UInt square_root(hdl::Builder& b, const SquareRoot& shape, const hdl::UInt& value);

// The same in three parts, for those who want registers between them.
struct RootOperands {
  hdl::UInt inverse, tangent;  // C, and X + X1 + h
  hdl::UInt zeros;             // pairs of places that the value was shifted by
  hdl::Bit is_zero;
};
RootOperands root_operands(hdl::Builder& b, const SquareRoot& shape, const hdl::UInt& value);
// The second part is inverse * tangent. `value_width`: the value's.
hdl::UInt root_result(hdl::Builder& b, const SquareRoot& shape, const hdl::UInt& product,
                      const hdl::UInt& zeros, const hdl::Bit& is_zero, unsigned value_width);

}  // namespace winnow::lib

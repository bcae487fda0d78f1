// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/square_root.hpp"

#include "gen/lib/arithmetic/lookup.hpp"
#include "gen/lib/arithmetic/shift.hpp"

namespace winnow::lib {

using hdl::Bit;
using hdl::Builder;
using hdl::UInt;

// The nearest m is the largest with (2m - 1)^2 y <= 4 * 2^2c, where y = n / 2^(k+1) is the step's middle.
std::vector<std::uint64_t> inverse_root_table(unsigned step_bits, unsigned table_bits) {
  const std::uint64_t one = std::uint64_t{1} << step_bits;
  const std::uint64_t limit = std::uint64_t{1} << (2 * table_bits + 3 + step_bits);
  std::vector<std::uint64_t> table;
  std::uint64_t entry = std::uint64_t{1} << table_bits;
  for (std::uint64_t x = one; x < 4 * one; ++x) {
    const std::uint64_t middle = 2 * x + 1;
    while ((2 * entry - 1) * (2 * entry - 1) * middle > limit) --entry;
    table.push_back(entry);
  }
  return table;
}

RootOperands root_operands(Builder& b, const SquareRoot& shape, const UInt& value) {
  const UInt even = value.width() % 2 == 0 ? value : value.extend(value.width() + 1);
  const unsigned below = even.width() - 2 - shape.step_bits;  // bits of X after X1
  const Normalised normal = normalise(even, 2);
  const UInt step = normal.value >> below;  // X1, from 2^k on
  const std::uint64_t one = std::uint64_t{1} << shape.step_bits;
  std::vector<std::uint64_t> table(one, 0);  // below 1: a zero, whatever is looked up
  for (const std::uint64_t entry : inverse_root_table(shape.step_bits, shape.table_bits))
    table.push_back(entry);
  const UInt inverse = lookup(b, step, table, shape.table_bits + 1);
  // X + X1 + h, in units of X's last bit.
  const UInt middle = cat(step, b.bit(true)) << (below - 1);
  return {inverse, normal.value + middle, normal.zeros, !value.any()};
}

UInt root_result(Builder& b, const SquareRoot& shape, const UInt& product, const UInt& zeros,
                 const Bit& is_zero, unsigned value_width) {
  const unsigned width = value_width + value_width % 2;
  const int places =
      static_cast<int>(shape.table_bits) + 1 + static_cast<int>(width - 2) / 2 - shape.fraction_bits;
  // Half up needs one bit below the last one, whatever stands behind it.
  const UInt moved = shift_right(product, zeros) >> static_cast<unsigned>(places - 1);
  const UInt rounded = (moved + b.constant(1, 1)) >> 1U;
  const int bits = static_cast<int>(width) / 2 + 1 + shape.fraction_bits;
  const UInt result = rounded.width() > static_cast<unsigned>(bits)
                          ? rounded.trunc(static_cast<unsigned>(bits))
                          : rounded.extend(static_cast<unsigned>(bits));
  return mux(is_zero, b.constant(result.width(), 0), result);
}

UInt square_root(Builder& b, const SquareRoot& shape, const UInt& value) {
  const RootOperands operands = root_operands(b, shape, value);
  return root_result(b, shape, operands.inverse * operands.tangent, operands.zeros, operands.is_zero,
                     value.width());
}

}  // namespace winnow::lib

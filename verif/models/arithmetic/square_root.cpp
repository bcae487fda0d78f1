// SPDX-License-Identifier: Apache-2.0
#include "verif/models/arithmetic/square_root.hpp"

#include <cmath>

namespace winnow::verif::arithmetic {

std::uint64_t square_root(const SquareRoot& shape, std::uint64_t value, unsigned width) {
  if (value == 0) return 0;
  const unsigned even = width + width % 2;
  unsigned shifts = 0;
  std::uint64_t x = value;  // X in units of 2^-(even-2)
  for (; x < std::uint64_t{1} << (even - 2); x *= 4) ++shifts;
  const unsigned below = even - 2 - shape.step_bits;
  const std::uint64_t step = x >> below;
  // X1 + h, in the units of X.
  const std::uint64_t middle = (2 * step + 1) << (below - 1);
  const long double exact =
      std::ldexp(static_cast<long double>(2 * step + 1), -static_cast<int>(shape.step_bits) - 1);
  const auto inverse = static_cast<std::uint64_t>(
      std::llround(std::ldexp(1.0L / std::sqrt(exact), static_cast<int>(shape.table_bits))));
  const std::uint64_t product = inverse * (x + middle);
  const int places = static_cast<int>(shape.table_bits + 1 + (even - 2) / 2 + shifts) - shape.fraction_bits;
  return ((product >> (places - 1)) + 1) >> 1U;
}

}  // namespace winnow::verif::arithmetic

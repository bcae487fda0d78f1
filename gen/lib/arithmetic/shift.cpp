// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/shift.hpp"

#include <vector>

namespace winnow::lib {

using hdl::Bit;
using hdl::UInt;

// One stage per bit of the count, the largest first.
Normalised normalise(const UInt& value, unsigned unit) {
  const unsigned width = value.width();
  UInt shifted = value;
  std::vector<hdl::Value> zeros;
  for (unsigned stage = ceil_log2(width / unit); stage-- > 0;) {
    const unsigned places = unit << stage;
    const Bit empty = !shifted.bits(width - 1, width - places).any();
    shifted = mux(empty, (shifted << places).trunc(width), shifted);
    zeros.emplace_back(empty);
  }
  if (zeros.empty()) zeros.emplace_back(!value.any());  // a single unit
  return {shifted, concatenate(zeros)};
}

UInt shift_right_sticky(const UInt& value, const UInt& amount) {
  const unsigned width = value.width();
  UInt shifted = value;
  for (unsigned stage = 0; stage < amount.width(); ++stage) {
    const std::uint64_t places = std::uint64_t{1} << stage;
    const Bit lost =
        places >= width ? shifted.any() : shifted.bits(static_cast<unsigned>(places) - 1, 0).any();
    const UInt sticky = lost.as_uint();
    const UInt moved = places >= width
                           ? sticky.extend(width)
                           : (shifted >> static_cast<unsigned>(places)).extend(width) | sticky.extend(width);
    shifted = mux(amount.bit(stage), moved, shifted);
  }
  return shifted;
}

}  // namespace winnow::lib

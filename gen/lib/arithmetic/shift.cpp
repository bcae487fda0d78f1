// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/shift.hpp"

#include <algorithm>
#include <vector>

namespace winnow::lib {

using hdl::Bit;
using hdl::SInt;
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

namespace {

// T extends what moves with zeros or with the sign.
template <class T>
UInt moved_right(const T& value, std::uint64_t places) {
  const unsigned width = value.width();
  const unsigned count = static_cast<unsigned>(std::min<std::uint64_t>(places, width));
  return UInt((T(value.extend(width + 1)) >> count).extend(width + 1).bits(width - 1, 0));
}

template <class T>
UInt sticky(const T& value, const UInt& amount, T (*as_number)(const UInt&)) {
  const unsigned width = value.width();
  UInt shifted = value.bits(width - 1, 0);
  for (unsigned stage = 0; stage < amount.width(); ++stage) {
    const std::uint64_t places = std::uint64_t{1} << stage;
    const Bit lost =
        places >= width ? shifted.any() : shifted.bits(static_cast<unsigned>(places) - 1, 0).any();
    const UInt moved = moved_right(as_number(shifted), places) | lost.as_uint().extend(width);
    shifted = mux(amount.bit(stage), moved, shifted);
  }
  return shifted;
}

}  // namespace

UInt shift_right_sticky(const UInt& value, const UInt& amount) {
  return sticky<UInt>(value, amount, [](const UInt& bits) { return bits; });
}

SInt shift_right_sticky(const SInt& value, const UInt& amount) {
  return sticky<SInt>(value, amount, [](const UInt& bits) { return bits.as_sint(); }).as_sint();
}

}  // namespace winnow::lib

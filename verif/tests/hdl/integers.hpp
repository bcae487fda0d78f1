// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/bits.hpp"
#include "verif/harness/random.hpp"

// Mathematical integers, the netlist tests' own arithmetic: nothing here uses the netlist's.
namespace winnow::verif {

using Integer = boost::multiprecision::cpp_int;

inline Integer power_of_two(unsigned exponent) {
  return Integer(1) << exponent;
}

// The value that the low `width` bits of `value` have, read as unsigned.
inline Integer wrap_unsigned(const Integer& value, unsigned width) {
  const Integer modulus = power_of_two(width);
  Integer rest = value % modulus;
  if (rest < 0) rest += modulus;
  return rest;
}

// Likewise, read as two's complement.
inline Integer wrap_signed(const Integer& value, unsigned width) {
  const Integer rest = wrap_unsigned(value, width);
  return rest >= power_of_two(width - 1) ? Integer(rest - power_of_two(width)) : rest;
}

// value / 2^amount, rounded towards minus infinity.
inline Integer floor_shift(const Integer& value, unsigned amount) {
  if (value >= 0) return value >> amount;
  return -((-value + power_of_two(amount) - 1) >> amount);
}

// Little-endian 32-bit words of the low `width` bits.
inline std::vector<std::uint32_t> to_words(const Integer& value, unsigned width) {
  Integer rest = wrap_unsigned(value, width);
  std::vector<std::uint32_t> words((width + 31U) / 32U);
  for (std::uint32_t& word : words) {
    word = static_cast<std::uint32_t>(rest & 0xFFFFFFFFU);
    rest >>= 32;
  }
  return words;
}

inline Integer from_words(const std::vector<std::uint32_t>& words) {
  Integer value = 0;
  for (std::size_t i = words.size(); i-- > 0;) value = (value << 32) + words[i];
  return value;
}

inline hdl::Bits to_bits(const Integer& value, unsigned width) {
  hdl::Bits bits(width);
  const std::vector<std::uint32_t> words = to_words(value, width);
  for (unsigned i = 0; i < width; ++i) bits.set_bit(i, ((words[i / 32U] >> (i % 32U)) & 1U) != 0);
  return bits;
}

inline Integer from_bits(const hdl::Bits& bits) {
  Integer value = 0;
  for (unsigned i = bits.width(); i-- > 0;) value = value * 2 + (bits.bit(i) ? 1 : 0);
  return value;
}

inline Integer random_bits(Random& random, unsigned width) {
  Integer value = 0;
  for (unsigned i = 0; i < width; i += 32) value = (value << 32) + static_cast<std::uint32_t>(random.next());
  return wrap_unsigned(value, width);
}

// Bit patterns that find mistakes: 0 zeros, 1 ones, 2 only the top bit (the least signed number), 3 all but
// the top bit (the greatest), 4 and 5 alternating, 6 one, other: random.
inline Integer corner_bits(Random& random, unsigned width, unsigned corner) {
  switch (corner) {
    case 0:
      return 0;
    case 1:
      return power_of_two(width) - 1;
    case 2:
      return power_of_two(width - 1);
    case 3:
      return power_of_two(width - 1) - 1;
    case 4:
      return wrap_unsigned((power_of_two(width + 2) - 1) / 3, width);
    case 5:
      return wrap_unsigned((power_of_two(width + 2) - 1) / 3 * 2, width);
    case 6:
      return 1;
    default:
      return random_bits(random, width);
  }
}

}  // namespace winnow::verif

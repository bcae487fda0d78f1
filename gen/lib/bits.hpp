// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace winnow::lib {

// Smallest n with 2^n >= value; 0 for value <= 1.
constexpr unsigned ceil_log2(std::uint64_t value) {
  unsigned bits = 0;
  while (bits < 64 && (std::uint64_t{1} << bits) < value) ++bits;
  return bits;
}

// Bits that number `count` things, at least one.
constexpr unsigned index_bits(std::uint64_t count) {
  return count <= 2 ? 1 : ceil_log2(count);
}

}  // namespace winnow::lib

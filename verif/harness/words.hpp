// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "verif/harness/bench.hpp"

namespace winnow::verif {

// Bits [offset +: width] of a port value, zero-extended. 0 < width <= 64; the range must lie inside `words`.
inline std::uint64_t get_bits(const Words& words, std::size_t offset, unsigned width) {
  std::uint64_t value = 0;
  for (unsigned done = 0; done < width;) {
    const std::size_t bit = offset + done;
    const unsigned shift = bit % 32U;
    const unsigned count = std::min(32U - shift, width - done);
    const std::uint64_t part =
        (static_cast<std::uint64_t>(words[bit / 32U]) >> shift) & ((1ULL << count) - 1U);
    value |= part << done;
    done += count;
  }
  return value;
}

// Writes the low `width` bits of `value` to [offset +: width]. 0 < width <= 64.
inline void put_bits(Words& words, std::size_t offset, unsigned width, std::uint64_t value) {
  for (unsigned done = 0; done < width;) {
    const std::size_t bit = offset + done;
    const unsigned shift = bit % 32U;
    const unsigned count = std::min(32U - shift, width - done);
    const std::uint64_t mask = (1ULL << count) - 1U;
    const std::uint64_t cleared = words[bit / 32U] & ~(mask << shift);
    words[bit / 32U] = static_cast<std::uint32_t>(cleared | (((value >> done) & mask) << shift));
    done += count;
  }
}

inline bool get_bit(const Words& words, std::size_t offset) {
  return ((words[offset / 32U] >> (offset % 32U)) & 1U) != 0;
}

inline void put_bit(Words& words, std::size_t offset, bool value) {
  const std::uint32_t mask = 1U << (offset % 32U);
  words[offset / 32U] = value ? (words[offset / 32U] | mask) : (words[offset / 32U] & ~mask);
}

// Copies `width` bits, any number of them, to [to_offset +: width] of another value.
inline void copy_bits(Words& to, std::size_t to_offset, const Words& from, std::size_t from_offset,
                      std::size_t width) {
  for (std::size_t done = 0; done < width;) {
    const auto count = static_cast<unsigned>(std::min<std::size_t>(32, width - done));
    put_bits(to, to_offset + done, count, get_bits(from, from_offset + done, count));
    done += count;
  }
}

// Two's complement reading of the low `width` bits, up to 64; 0 of none.
inline std::int64_t sign_extend(std::uint64_t value, unsigned width) {
  if (width == 0) return 0;
  return static_cast<std::int64_t>(value << (64U - width)) >> (64U - width);
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/bits.hpp"

#include <algorithm>

namespace winnow::verif {

std::string to_hex(std::span<const std::uint32_t> words, std::span<const std::uint32_t> known,
                   unsigned width) {
  constexpr char digits[] = "0123456789abcdef";
  const unsigned count = (width + 3U) / 4U;
  std::string text(count, '0');
  for (unsigned digit = 0; digit < count; ++digit) {
    const unsigned word = digit / 8U;
    const unsigned shift = 4U * (digit % 8U);
    const unsigned bits = std::min(4U, width - 4U * digit);
    const std::uint32_t mask = (1U << bits) - 1U;
    const bool defined = known.empty() || ((known[word] >> shift) & mask) == mask;
    text[count - 1U - digit] = defined ? digits[(words[word] >> shift) & mask] : 'x';
  }
  return text;
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace winnow::verif {

// The bits of a port's last 32-bit word that belong to the port. `width` in bits, at least 1.
constexpr std::uint32_t last_word_mask(unsigned width) {
  const unsigned used = width % 32U;
  return used == 0 ? ~std::uint32_t{0} : (std::uint32_t{1} << used) - 1U;
}

// Hexadecimal digits of a `width`-bit value, most significant first, without prefix: ceil(width/4) digits.
// `known` masks the defined bits and may be empty (all defined); a digit with an undefined bit is 'x'.
std::string to_hex(std::span<const std::uint32_t> words, std::span<const std::uint32_t> known,
                   unsigned width);

}  // namespace winnow::verif

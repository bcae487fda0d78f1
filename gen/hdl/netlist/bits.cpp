// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/bits.hpp"

#include <algorithm>

namespace winnow::hdl {

Bits Bits::from_unsigned(unsigned width, std::uint64_t value) {
  Bits result(width);
  if (!result.words_.empty()) result.words_[0] = value;
  result.mask_top();
  return result;
}

Bits Bits::from_signed(unsigned width, std::int64_t value) {
  Bits result(width);
  std::fill(result.words_.begin(), result.words_.end(), value < 0 ? ~std::uint64_t{0} : 0);
  if (!result.words_.empty()) result.words_[0] = static_cast<std::uint64_t>(value);
  result.mask_top();
  return result;
}

Bits Bits::ones(unsigned width) {
  return from_signed(width, -1);
}

void Bits::mask_top() {
  const unsigned used = width_ % 64U;
  if (used != 0) words_.back() &= (std::uint64_t{1} << used) - 1;
}

void Bits::set_bit(unsigned index, bool value) {
  const std::uint64_t mask = std::uint64_t{1} << (index % 64U);
  if (value) {
    words_[index / 64U] |= mask;
  } else {
    words_[index / 64U] &= ~mask;
  }
}

bool Bits::any() const {
  return std::any_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word != 0; });
}

bool Bits::is_ones() const {
  return *this == ones(width_);
}

Bits Bits::slice(unsigned low, unsigned width) const {
  Bits result(width);
  const unsigned shift = low % 64U;
  for (std::size_t i = 0; i < result.words_.size(); ++i) {
    const std::size_t from = low / 64U + i;
    std::uint64_t word = from < words_.size() ? words_[from] >> shift : 0;
    if (shift != 0 && from + 1 < words_.size()) word |= words_[from + 1] << (64U - shift);
    result.words_[i] = word;
  }
  result.mask_top();
  return result;
}

Bits Bits::extended(unsigned width, bool is_signed) const {
  Bits result = slice(0, width);
  if (is_signed && sign()) {
    for (unsigned i = width_; i < width; ++i) result.set_bit(i, true);
  }
  return result;
}

unsigned Bits::unsigned_bits() const {
  unsigned bits = width_;
  while (bits > 1 && !bit(bits - 1)) --bits;
  return std::max(bits, 1U);
}

unsigned Bits::signed_bits() const {
  unsigned bits = width_;
  while (bits > 1 && bit(bits - 1) == bit(bits - 2)) --bits;
  return std::max(bits, 1U);
}

std::string Bits::hexadecimal() const {
  const unsigned digits = std::max(1U, (width_ + 3U) / 4U);
  std::string text;
  for (unsigned i = digits; i-- > 0;) {
    const unsigned digit = static_cast<unsigned>(slice(i * 4, 4).low_word());
    text += "0123456789abcdef"[digit];
  }
  return text;
}

Bits concatenate(const Bits& high, const Bits& low) {
  Bits result(high.width() + low.width());
  std::copy(low.words().begin(), low.words().end(), result.words().begin());
  const unsigned shift = low.width() % 64U;
  const std::size_t base = low.width() / 64U;
  for (std::size_t i = 0; i < high.words().size(); ++i) {
    result.words()[base + i] |= high.words()[i] << shift;
    if (shift != 0 && base + i + 1 < result.words().size()) {
      result.words()[base + i + 1] |= high.words()[i] >> (64U - shift);
    }
  }
  return result;
}

}  // namespace winnow::hdl

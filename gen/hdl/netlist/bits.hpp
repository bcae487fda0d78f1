// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace winnow::hdl {

// A bit vector of any width, stored as little-endian 64-bit words; bits above `width` are always zero. It has
// no sign of its own: signed reading is asked for by name.
class Bits {
 public:
  Bits() = default;
  explicit Bits(unsigned width) : width_(width), words_((width + 63U) / 64U, 0) {}

  // `value` truncated to `width` bits.
  static Bits from_unsigned(unsigned width, std::uint64_t value);
  // Two's complement of `value`, sign-extended or truncated to `width` bits.
  static Bits from_signed(unsigned width, std::int64_t value);
  static Bits ones(unsigned width);

  unsigned width() const { return width_; }
  const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }
  // Clears the bits above width(); call after writing words() directly.
  void mask_top();

  bool bit(unsigned index) const { return ((words_[index / 64U] >> (index % 64U)) & 1U) != 0; }
  void set_bit(unsigned index, bool value);
  bool any() const;
  bool is_ones() const;
  // The low 64 bits.
  std::uint64_t low_word() const { return words_.empty() ? 0 : words_[0]; }
  // Sign bit, false for width 0.
  bool sign() const { return width_ > 0 && bit(width_ - 1); }

  Bits slice(unsigned low, unsigned width) const;
  Bits extended(unsigned width, bool is_signed) const;  // also truncates
  // Fewest bits that hold the value when read as unsigned / as two's complement; at least 1.
  unsigned unsigned_bits() const;
  unsigned signed_bits() const;

  std::string hexadecimal() const;  // no prefix, all digits of the width

  bool operator==(const Bits&) const = default;

 private:
  unsigned width_ = 0;
  std::vector<std::uint64_t> words_;
};

// `high` above `low`.
Bits concatenate(const Bits& high, const Bits& low);

}  // namespace winnow::hdl

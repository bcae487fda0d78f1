// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// Small floating-point numbers in plain integers, from docs/arithmetic.md.
namespace winnow::verif::arithmetic {

struct FloatFormat {
  unsigned exponent_bits = 10;
  unsigned fraction_bits = 5;
  unsigned width() const { return 1 + exponent_bits + fraction_bits; }
};

// A code's value; exact for up to 64 mantissa bits.
long double value_of(const FloatFormat& format, std::uint64_t code);

// integer * 2^exponent, rounded once.
std::uint64_t pack_float(const FloatFormat& format, std::int64_t integer, int exponent);
std::uint64_t float_from_fixed(const FloatFormat& format, std::int64_t value, unsigned fraction_bits);
// In units of 2^-fraction_bits.
std::int64_t fixed_from_float(const FloatFormat& format, std::uint64_t code, unsigned integer_bits,
                              unsigned fraction_bits);
// 2^(exponent / 2^fraction_bits) by a table of 2^index_bits fractions.
std::uint64_t float_exponential(const FloatFormat& format, std::int64_t exponent, unsigned fraction_bits,
                                unsigned index_bits);
// 1 / code by a table of 2^index_bits fractions.
std::uint64_t float_reciprocal(const FloatFormat& format, std::uint64_t code, unsigned index_bits);
std::uint64_t float_multiply(const FloatFormat& format, std::uint64_t x, std::uint64_t y);
std::uint64_t float_add(const FloatFormat& format, std::uint64_t x, std::uint64_t y);

}  // namespace winnow::verif::arithmetic

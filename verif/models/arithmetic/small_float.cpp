// SPDX-License-Identifier: Apache-2.0
#include "verif/models/arithmetic/small_float.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>

namespace winnow::verif::arithmetic {
namespace {

using boost::multiprecision::cpp_int;

// integer * 2^exponent, exactly.
struct Exact {
  cpp_int integer;
  int exponent = 0;
};

int bias_of(const FloatFormat& format) {
  return (1 << (format.exponent_bits - 1)) - 1;
}

Exact decode(const FloatFormat& format, std::uint64_t code) {
  const std::uint64_t fraction = code & ((std::uint64_t{1} << format.fraction_bits) - 1);
  const auto exponent = static_cast<int>((code >> format.fraction_bits) & ((1U << format.exponent_bits) - 1));
  if (exponent == 0) return {};
  const cpp_int mantissa = (std::uint64_t{1} << format.fraction_bits) | fraction;
  const bool negative = ((code >> (format.width() - 1)) & 1U) != 0;
  return {negative ? -mantissa : mantissa,
          exponent - bias_of(format) - static_cast<int>(format.fraction_bits)};
}

// To nearest, ties to even, of a number that is not negative.
cpp_int divide_by_power(const cpp_int& number, unsigned power) {
  if (power == 0) return number;
  const cpp_int whole = number >> power, rest = number - (whole << power), half = cpp_int(1) << (power - 1);
  const bool up = rest > half || (rest == half && (whole & 1) != 0);
  return up ? cpp_int(whole + 1) : whole;
}

std::uint64_t encode(const FloatFormat& format, const Exact& exact) {
  if (exact.integer == 0) return 0;
  cpp_int magnitude = abs(exact.integer);
  const auto fraction_bits = static_cast<int>(format.fraction_bits);
  // The mantissa has fraction_bits + 1 bits.
  int drop = static_cast<int>(msb(magnitude)) - fraction_bits;
  magnitude = drop > 0 ? divide_by_power(magnitude, static_cast<unsigned>(drop)) : magnitude << -drop;
  if (static_cast<int>(msb(magnitude)) > fraction_bits) {
    magnitude >>= 1;
    ++drop;
  }
  const int biased = exact.exponent + drop + fraction_bits + bias_of(format);
  const int largest = (1 << format.exponent_bits) - 1;
  if (biased < 1) return 0;
  const std::uint64_t sign = exact.integer < 0 ? std::uint64_t{1} << (format.width() - 1) : 0;
  if (biased > largest) return sign | ((std::uint64_t{1} << (format.width() - 1)) - 1);
  const std::uint64_t fraction =
      magnitude.convert_to<std::uint64_t>() & ((std::uint64_t{1} << format.fraction_bits) - 1);
  return sign | (static_cast<std::uint64_t>(biased) << format.fraction_bits) | fraction;
}

// A number of a table: its fraction is at most the largest, its exponent may be out of range.
std::uint64_t assemble(const FloatFormat& format, bool negative, std::int64_t biased, std::int64_t fraction) {
  const std::uint64_t sign = negative ? std::uint64_t{1} << (format.width() - 1) : 0;
  if (biased < 1) return 0;
  if (biased >= std::int64_t{1} << format.exponent_bits)
    return sign | ((std::uint64_t{1} << (format.width() - 1)) - 1);
  const std::int64_t largest = (std::int64_t{1} << format.fraction_bits) - 1;
  return sign | (static_cast<std::uint64_t>(biased) << format.fraction_bits) |
         static_cast<std::uint64_t>(std::min(fraction, largest));
}

}  // namespace

long double value_of(const FloatFormat& format, std::uint64_t code) {
  const Exact exact = decode(format, code);
  return std::ldexp(exact.integer.convert_to<long double>(), exact.exponent);
}

std::uint64_t pack_float(const FloatFormat& format, std::int64_t integer, int exponent) {
  return encode(format, {integer, exponent});
}

std::uint64_t float_from_fixed(const FloatFormat& format, std::int64_t value, unsigned fraction_bits) {
  return encode(format, {value, -static_cast<int>(fraction_bits)});
}

std::int64_t fixed_from_float(const FloatFormat& format, std::uint64_t code, unsigned integer_bits,
                              unsigned fraction_bits) {
  const Exact exact = decode(format, code);
  const int shift = exact.exponent + static_cast<int>(fraction_bits);
  const cpp_int size = abs(exact.integer);
  const cpp_int magnitude =
      shift >= 0 ? cpp_int(size << shift) : divide_by_power(size, static_cast<unsigned>(-shift));
  const cpp_int limit = cpp_int(1) << (integer_bits + fraction_bits);
  const bool negative = exact.integer < 0;
  const auto largest = limit.convert_to<std::int64_t>();
  if (magnitude >= limit) return negative ? -largest : largest - 1;
  const auto small = magnitude.convert_to<std::int64_t>();
  return negative ? -small : small;
}

std::uint64_t float_exponential(const FloatFormat& format, std::int64_t exponent, unsigned fraction_bits,
                                unsigned index_bits) {
  const auto scale = static_cast<long double>(std::int64_t{1} << index_bits);
  // In steps of the table, half up.
  const auto steps = static_cast<std::int64_t>(std::floor(
      std::ldexp(static_cast<long double>(exponent), -static_cast<int>(fraction_bits)) * scale + 0.5L));
  const std::int64_t whole = steps >> index_bits, index = steps - (whole << index_bits);
  const long double fraction = std::exp2(static_cast<long double>(index) / scale) - 1;
  return assemble(format, false, whole + bias_of(format),
                  std::llround(std::ldexp(fraction, static_cast<int>(format.fraction_bits))));
}

std::uint64_t float_reciprocal(const FloatFormat& format, std::uint64_t code, unsigned index_bits) {
  const Exact exact = decode(format, code);
  const bool negative = ((code >> (format.width() - 1)) & 1U) != 0;
  const std::int64_t beyond = std::int64_t{1} << format.exponent_bits;
  if (exact.integer == 0) return assemble(format, negative, beyond, 0);
  const auto mantissa = abs(exact.integer).convert_to<long double>();
  int exponent = exact.exponent + static_cast<int>(format.fraction_bits);
  // The mantissa, from 1 to 2, in steps of the table, half up.
  long double steps = std::floor(
      std::ldexp(mantissa, static_cast<int>(index_bits) - static_cast<int>(format.fraction_bits)) + 0.5L);
  long double one = std::ldexp(1.0L, static_cast<int>(index_bits));
  if (steps == 2 * one) {
    steps = one;
    ++exponent;
  }
  if (steps == one) return assemble(format, negative, bias_of(format) - exponent, 0);
  const long double fraction = 2 * one / steps - 1;
  return assemble(format, negative, bias_of(format) - exponent - 1,
                  std::llround(std::ldexp(fraction, static_cast<int>(format.fraction_bits))));
}

std::uint64_t float_multiply(const FloatFormat& format, std::uint64_t x, std::uint64_t y) {
  const Exact one = decode(format, x), other = decode(format, y);
  return encode(format, {one.integer * other.integer, one.exponent + other.exponent});
}

std::uint64_t float_add(const FloatFormat& format, std::uint64_t x, std::uint64_t y) {
  const Exact one = decode(format, x), other = decode(format, y);
  const int exponent = std::min(one.exponent, other.exponent);
  return encode(format,
                {(one.integer << (one.exponent - exponent)) + (other.integer << (other.exponent - exponent)),
                 exponent});
}

}  // namespace winnow::verif::arithmetic

// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/arithmetic/small_float.hpp"

#include "gen/lib/arithmetic/integer.hpp"
#include "gen/lib/arithmetic/shift.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::lib {

using hdl::Bit;
using hdl::Builder;
using hdl::SInt;
using hdl::UInt;

namespace {

// The parts of a number. A zero has mantissa 0, whatever its fraction says.
struct Unpacked {
  Bit negative;
  UInt exponent;  // biased
  UInt mantissa;  // fraction_bits + 1 bits, the leading one included

  Unpacked(const FloatFormat& format, const UInt& value)
      : negative(value.bit(format.width() - 1)),
        exponent(value.bits(format.width() - 2, format.fraction_bits)),
        mantissa(gate(exponent.any(), cat(exponent.any(), value.bits(format.fraction_bits - 1, 0)))) {}
};

}  // namespace

UInt pack_float(Builder& b, const FloatFormat& format, const Bit& negative, const UInt& magnitude,
                const SInt& exponent) {
  // The kept bits, one that decides, and at least one that says whether there is more.
  const unsigned kept_bits = format.fraction_bits + 1, least = kept_bits + 2;
  const unsigned padding = magnitude.width() < least ? least - magnitude.width() : 0;
  const Normalised normal = normalise(padding == 0 ? magnitude : magnitude << padding);
  const unsigned width = normal.value.width();
  const UInt kept = normal.value.bits(width - 1, width - kept_bits);
  const Bit half = normal.value.bit(width - kept_bits - 1);
  const Bit more = normal.value.bits(width - kept_bits - 2, 0).any();
  const UInt rounded = kept + (half & (more | kept.bit(0))).as_uint();
  // Rounding up to the next power of two leaves a fraction of zeros.
  const Bit carried = rounded.bit(kept_bits);
  const std::int64_t offset =
      static_cast<std::int64_t>(width) - 1 - static_cast<std::int64_t>(padding) + format.bias();
  const SInt biased = exponent + integer(b, offset) - normal.zeros.to_sint() + carried.as_uint().to_sint();
  const std::int64_t largest = (std::int64_t{1} << format.exponent_bits) - 1;
  const Bit is_zero = (!normal.value.bit(width - 1)) | (biased < integer(b, 1));
  const Bit is_large = biased > integer(b, largest);
  const UInt ones = ~b.constant(format.width() - 1, 0);
  const UInt number = cat(biased.as_uint().trunc(format.exponent_bits), rounded.bits(kept_bits - 2, 0));
  return mux(is_zero, b.constant(format.width(), 0), cat(negative, mux(is_large, ones, number)));
}

UInt float_from_fixed(Builder& b, const FloatFormat& format, const SInt& value, unsigned fraction_bits) {
  const UInt magnitude = mux(value.sign(), -value, value.extend(value.width() + 1)).as_uint();
  return pack_float(b, format, value.sign(), magnitude,
                    integer(b, -static_cast<std::int64_t>(fraction_bits)));
}

SInt fixed_from_float(Builder& b, const FloatFormat& format, const UInt& value, unsigned integer_bits,
                      unsigned fraction_bits) {
  const Unpacked number(format, value);
  const unsigned bits = integer_bits + fraction_bits;  // of the magnitude
  // The largest number below 2^integer_bits stands at the top; every exponent less moves it down by one. More
  // than bits + 1 places down, it is less than half of the last bit.
  const SInt top = integer(b, static_cast<std::int64_t>(integer_bits) - 1 + format.bias());
  const SInt places = top - number.exponent.to_sint();
  const Bit is_large = places < integer(b, 0);
  const Bit is_small = places > integer(b, bits + 1);
  const unsigned below = format.fraction_bits + 2;  // bits under the last one that places up to bits + 1 need
  const UInt moved =
      shift_right(number.mantissa << (bits + 1), places.as_uint().trunc(index_bits(bits + 2ULL)));
  const UInt whole = moved >> below;
  const Bit half = moved.bit(below - 1), more = moved.bits(below - 2, 0).any();
  const UInt magnitude = whole.extend(bits) + (half & (more | whole.bit(0))).as_uint();
  const UInt limit = b.constant(bits + 1, std::uint64_t{1} << bits);
  const UInt clamped = mux(is_large, limit, mux(is_small, b.constant(bits + 1, 0), magnitude));
  const SInt positive = mux(clamped.bit(bits), limit - b.constant(1, 1), clamped.to_sint()).trunc(bits + 1);
  return mux(number.negative & number.exponent.any(), (-clamped.to_sint()).trunc(bits + 1), positive);
}

UInt float_multiply(Builder& b, const FloatFormat& format, const UInt& x, const UInt& y) {
  const Unpacked one(format, x), other(format, y);
  const std::int64_t offset = 2 * (static_cast<std::int64_t>(format.bias()) + format.fraction_bits);
  const SInt exponent = (one.exponent + other.exponent).to_sint() - integer(b, offset);
  return pack_float(b, format, one.negative ^ other.negative, one.mantissa * other.mantissa, exponent);
}

UInt float_add(Builder& b, const FloatFormat& format, const UInt& x, const UInt& y) {
  // Three bits more than the mantissa hold all that rounding needs of the smaller one: two that a shift by
  // one may bring up, and one that says whether there is more.
  constexpr unsigned extra = 3;
  const Bit swap = y.bits(format.width() - 2, 0) > x.bits(format.width() - 2, 0);
  const Unpacked large(format, mux(swap, y, x)), small(format, mux(swap, x, y));
  const UInt distance = (large.exponent - small.exponent).as_uint().trunc(format.exponent_bits);
  const UInt aligned = shift_right_sticky(small.mantissa << extra, distance);
  const UInt high = large.mantissa << extra;
  const UInt difference = (high - aligned).as_uint().trunc(high.width() + 1);
  const UInt magnitude = mux(large.negative ^ small.negative, difference, high + aligned);
  const std::int64_t offset = static_cast<std::int64_t>(format.bias()) + format.fraction_bits + extra;
  return pack_float(b, format, large.negative, magnitude, large.exponent.to_sint() - integer(b, offset));
}

}  // namespace winnow::lib

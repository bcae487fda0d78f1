// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/builder.hpp"

// Arithmetic on small floating-point numbers, as combinational functions: the cores that use them put the
// registers where they need them. docs/arithmetic.md has the format and every rounding (ELSA, section IV-E).
namespace winnow::lib {

// Sign, exponent, fraction from the top. Value (-1)^s 2^(e - bias) (1 + f / 2^fraction_bits); exponent 0 is
// zero. Neither infinities nor subnormal numbers: what is too large saturates, what is too small is zero.
struct FloatFormat {
  unsigned exponent_bits = 10;  // 2 to 16
  unsigned fraction_bits = 5;   // 1 to 32

  unsigned width() const { return 1 + exponent_bits + fraction_bits; }
  unsigned bias() const { return (1U << (exponent_bits - 1)) - 1; }
  bool operator==(const FloatFormat&) const = default;
};

// (-1)^negative * magnitude * 2^exponent, rounded to nearest, ties to even. magnitude may have any width.
hdl::UInt pack_float(hdl::Builder& b, const FloatFormat& format, const hdl::Bit& negative,
                     const hdl::UInt& magnitude, const hdl::SInt& exponent);

// value / 2^fraction_bits, rounded.
hdl::UInt float_from_fixed(hdl::Builder& b, const FloatFormat& format, const hdl::SInt& value,
                           unsigned fraction_bits);

// Two's complement with so many integer and fraction bits beside the sign: rounded to nearest, ties to even,
// saturated.
hdl::SInt fixed_from_float(hdl::Builder& b, const FloatFormat& format, const hdl::UInt& value,
                           unsigned integer_bits, unsigned fraction_bits);

// Rounded once from the exact product or sum.
hdl::UInt float_multiply(hdl::Builder& b, const FloatFormat& format, const hdl::UInt& x, const hdl::UInt& y);
hdl::UInt float_add(hdl::Builder& b, const FloatFormat& format, const hdl::UInt& x, const hdl::UInt& y);

}  // namespace winnow::lib

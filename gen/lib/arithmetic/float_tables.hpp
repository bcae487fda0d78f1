// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/lib/arithmetic/small_float.hpp"

// Exponential and reciprocal by tables (ELSA, section IV-E; docs/arithmetic.md). The tables come from integer
// arithmetic alone, so that they are the same on every machine.
namespace winnow::lib {

// Fractions of 2^(i / 2^index_bits), i from 0: (2^(i / 2^index_bits) - 1) 2^fraction_bits to nearest. Both
// from 1 to 8.
std::vector<std::uint64_t> exponential_table(unsigned index_bits, unsigned fraction_bits);
// Fractions of 2 / (1 + i / 2^index_bits), from i = 1 on (entry 0, where it is 2, is 0), to nearest. Both
// from 1 to 16.
std::vector<std::uint64_t> reciprocal_table(unsigned index_bits, unsigned fraction_bits);

// 2^(exponent / 2^fraction_bits): `exponent` is rounded to index_bits fraction bits (half up), its integer
// part is the result's exponent, its fraction looks up the result's. Saturates and becomes zero as every
// operation.
hdl::UInt float_exponential(hdl::Builder& b, const FloatFormat& format, const hdl::SInt& exponent,
                            unsigned fraction_bits, unsigned index_bits);

// 1 / value: its fraction, rounded to index_bits bits (half up), looks up the result's. Of zero the largest
// number; keeps the sign.
hdl::UInt float_reciprocal(hdl::Builder& b, const FloatFormat& format, const hdl::UInt& value,
                           unsigned index_bits);

}  // namespace winnow::lib

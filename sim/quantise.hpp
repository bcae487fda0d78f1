// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/matrix.hpp"

namespace winnow::sim {

// What value the largest code stands for.
enum class RangeRule {
  maximum,          // the largest magnitude of the matrix: nothing saturates
  sigma_times_2_5,  // 2.5 root mean squares of the matrix; values beyond saturate
  sigma             // 1 root mean square; for INT2, whose largest code is 1
};

std::string to_string(RangeRule rule);

// The default rule of a width: maximum from 8 bits on, sigma * 2.5 from 3 to 7, sigma for 2. docs/data.md has
// the measurements (of 2, 4, 8 and 16 bits) behind it.
RangeRule default_rule(unsigned bits);

// A matrix as signed `bits`-bit integers, two's complement: value ~ code * scale.
struct Quantised {
  BasicMatrix<std::int32_t> codes;
  unsigned bits = 0;
  double scale = 1.0;
  std::size_t saturated = 0;  // elements beyond the range
};

// Rounding of all narrowing in this room: to the nearest integer, ties to even; then saturation to
// [-2^(bits-1), 2^(bits-1) - 1]. bits is 2 to 16 (std::invalid_argument otherwise).
std::int32_t round_and_saturate(double value, unsigned bits);

// One scale for the whole matrix (a head's Q, K or V): range / (2^(bits-1) - 1), so the range's end has the
// largest code. A matrix of zeros has the scale 1.
Quantised quantise(const Matrix& matrix, unsigned bits, RangeRule rule);

// Fixed point with `fraction_bits` after the point: scale 2^-fraction_bits. s5.10 is bits = 16, fraction_bits
// = 10; u0.15 weights are bits = 16, fraction_bits = 15 (1.0 becomes 32767/32768).
Quantised quantise_fixed(const Matrix& matrix, unsigned bits, unsigned fraction_bits);

Matrix dequantise(const Quantised& quantised);

// Q K^T of the codes, [queries][keys], exact.
BasicMatrix<std::int64_t> integer_scores(const BasicMatrix<std::int32_t>& q,
                                         const BasicMatrix<std::int32_t>& k);

// Integers times a scale, in double precision.
Matrix scaled(const BasicMatrix<std::int64_t>& integers, double scale);

}  // namespace winnow::sim

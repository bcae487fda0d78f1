// SPDX-License-Identifier: Apache-2.0
#include "sim/quantise.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace winnow::sim {
namespace {

std::int32_t largest_code(unsigned bits) {
  if (bits < 2 || bits > 16) throw std::invalid_argument("quantise: bits must be 2 to 16");
  return (std::int32_t{1} << (bits - 1U)) - 1;
}

// Not std::nearbyint: that follows the thread's rounding mode, and results must not.
double round_ties_to_even(double value) {
  const double below = std::floor(value);
  const double distance = value - below;  // exact
  if (distance != 0.5) return distance < 0.5 ? below : below + 1.0;
  return std::fmod(below, 2.0) == 0.0 ? below : below + 1.0;
}

double range(const Matrix& matrix, RangeRule rule) {
  double maximum = 0.0;
  double squares = 0.0;
  for (const double value : matrix.values) {
    maximum = std::max(maximum, std::abs(value));
    squares += value * value;
  }
  if (rule == RangeRule::maximum || matrix.values.empty()) return maximum;
  const double sigma = std::sqrt(squares / static_cast<double>(matrix.values.size()));
  return rule == RangeRule::sigma ? sigma : 2.5 * sigma;
}

Quantised with_scale(const Matrix& matrix, unsigned bits, double scale) {
  const std::int32_t largest = largest_code(bits);
  Quantised result{BasicMatrix<std::int32_t>(matrix.rows, matrix.columns), bits, scale, 0};
  for (std::size_t i = 0; i < matrix.values.size(); ++i) {
    const double code = round_ties_to_even(matrix.values[i] / scale);
    if (code > largest || code < -largest - 1) ++result.saturated;
    result.codes.values[i] = round_and_saturate(matrix.values[i] / scale, bits);
  }
  return result;
}

}  // namespace

std::string to_string(RangeRule rule) {
  switch (rule) {
    case RangeRule::maximum:
      return "maximum";
    case RangeRule::sigma_times_2_5:
      return "sigma * 2.5";
    case RangeRule::sigma:
      return "sigma";
  }
  throw std::invalid_argument("to_string: no such range rule");
}

RangeRule default_rule(unsigned bits) {
  if (bits >= 8) return RangeRule::maximum;
  return bits > 2 ? RangeRule::sigma_times_2_5 : RangeRule::sigma;
}

std::int32_t round_and_saturate(double value, unsigned bits) {
  const double largest = largest_code(bits);
  return static_cast<std::int32_t>(std::clamp(round_ties_to_even(value), -largest - 1.0, largest));
}

Quantised quantise(const Matrix& matrix, unsigned bits, RangeRule rule) {
  const double end = range(matrix, rule);
  return with_scale(matrix, bits, end > 0.0 ? end / largest_code(bits) : 1.0);
}

Quantised quantise_fixed(const Matrix& matrix, unsigned bits, unsigned fraction_bits) {
  return with_scale(matrix, bits, std::ldexp(1.0, -static_cast<int>(fraction_bits)));
}

Matrix dequantise(const Quantised& quantised) {
  Matrix result(quantised.codes.rows, quantised.codes.columns);
  std::transform(quantised.codes.values.begin(), quantised.codes.values.end(), result.values.begin(),
                 [&](std::int32_t code) { return code * quantised.scale; });
  return result;
}

BasicMatrix<std::int64_t> integer_scores(const BasicMatrix<std::int32_t>& q,
                                         const BasicMatrix<std::int32_t>& k) {
  if (q.columns != k.columns) throw std::invalid_argument("integer_scores: Q and K differ in dimension");
  BasicMatrix<std::int64_t> result(q.rows, k.rows);
  for (std::size_t query = 0; query < q.rows; ++query) {
    for (std::size_t key = 0; key < k.rows; ++key) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < q.columns; ++i) sum += std::int64_t{q.at(query, i)} * k.at(key, i);
      result.at(query, key) = sum;
    }
  }
  return result;
}

Matrix scaled(const BasicMatrix<std::int64_t>& integers, double scale) {
  Matrix result(integers.rows, integers.columns);
  std::transform(integers.values.begin(), integers.values.end(), result.values.begin(),
                 [&](std::int64_t value) { return static_cast<double>(value) * scale; });
  return result;
}

}  // namespace winnow::sim

// SPDX-License-Identifier: Apache-2.0
#include "sim/elsa/angle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "sim/elsa/normal.hpp"

namespace winnow::sim::elsa {
namespace {

constexpr double percentile = 0.8;

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double true_angle(std::span<const double> a, std::span<const double> b) {
  const double cosine = dot(a, b) / std::sqrt(dot(a, a) * dot(b, b));
  return std::acos(std::clamp(cosine, -1.0, 1.0));
}

std::vector<double> normal_vector(NormalSource& source, std::size_t size) {
  std::vector<double> vector(size);
  std::generate(vector.begin(), vector.end(), [&] { return source.next(); });
  return vector;
}

double estimated_angle(const std::vector<bool>& a, const std::vector<bool>& b) {
  const int distance = std::inner_product(a.begin(), a.end(), b.begin(), 0, std::plus<>(),
                                          [](bool left, bool right) { return left != right ? 1 : 0; });
  return std::numbers::pi / static_cast<double>(a.size()) * distance;
}

}  // namespace

std::vector<bool> hash_of(const Matrix& matrix, std::span<const double> vector) {
  std::vector<bool> bits;
  for (std::size_t row = 0; row < matrix.rows; ++row) bits.push_back(dot(matrix.row(row), vector) >= 0);
  return bits;
}

double theta_bias(const Matrix& matrix, const BiasSample& sample) {
  NormalSource source(sample.seed);
  std::vector<double> errors;
  for (std::size_t pair = 0; pair < sample.pairs; ++pair) {
    const std::vector<double> a = normal_vector(source, matrix.columns);
    const std::vector<double> b = normal_vector(source, matrix.columns);
    errors.push_back(estimated_angle(hash_of(matrix, a), hash_of(matrix, b)) - true_angle(a, b));
  }
  const auto rank =
      errors.begin() + static_cast<std::ptrdiff_t>(percentile * static_cast<double>(errors.size()));
  std::nth_element(errors.begin(), rank, errors.end());
  return *rank;
}

std::vector<int> cosine_table(unsigned hash_bits, double bias, unsigned fraction_bits) {
  std::vector<int> table;
  for (unsigned distance = 0; distance <= hash_bits; ++distance) {
    const double angle = std::max(0.0, std::numbers::pi / hash_bits * distance - bias);
    table.push_back(
        static_cast<int>(std::lround(std::ldexp(std::cos(angle), static_cast<int>(fraction_bits)))));
  }
  return table;
}

}  // namespace winnow::sim::elsa

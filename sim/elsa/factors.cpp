// SPDX-License-Identifier: Apache-2.0
#include "sim/elsa/factors.hpp"

#include <cmath>
#include <stdexcept>

#include "sim/quantise.hpp"

namespace winnow::sim::elsa {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void subtract_projection(Matrix& matrix, std::size_t row, std::size_t onto) {
  const double share = dot(matrix.row(row), matrix.row(onto));
  for (std::size_t column = 0; column < matrix.columns; ++column)
    matrix.at(row, column) -= share * matrix.at(onto, column);
}

config::FactorMatrix as_integers(const Matrix& matrix, unsigned fraction_bits) {
  config::FactorMatrix integers(matrix.rows, std::vector<int>(matrix.columns));
  for (std::size_t row = 0; row < matrix.rows; ++row) {
    for (std::size_t column = 0; column < matrix.columns; ++column) {
      const double value = std::ldexp(matrix.at(row, column), static_cast<int>(fraction_bits));
      integers[row][column] = round_and_saturate(value, fraction_bits + 1);
    }
  }
  return integers;
}

Matrix kronecker(const Matrix& left, const config::FactorMatrix& right) {
  const std::size_t rows = right.size(), columns = right.front().size();
  Matrix product(left.rows * rows, left.columns * columns);
  for (std::size_t row = 0; row < product.rows; ++row) {
    for (std::size_t column = 0; column < product.columns; ++column)
      product.at(row, column) = left.at(row / rows, column / columns) * right[row % rows][column % columns];
  }
  return product;
}

}  // namespace

Matrix orthogonal_matrix(NormalSource& source, unsigned rows, unsigned columns) {
  if (rows > columns) throw std::invalid_argument("no more orthogonal rows than columns");
  Matrix matrix(rows, columns);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) matrix.at(row, column) = source.next();
    // Twice: once leaves rounding errors where a row is nearly in the span of those before.
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t before = 0; before < row; ++before) subtract_projection(matrix, row, before);
    }
    const double length = std::sqrt(dot(matrix.row(row), matrix.row(row)));
    for (std::size_t column = 0; column < columns; ++column) matrix.at(row, column) /= length;
  }
  return matrix;
}

config::HashFactors make_factors(const std::vector<BatchShape>& shapes, unsigned fraction_bits,
                                 std::uint64_t seed) {
  NormalSource source(seed);
  config::HashFactors factors;
  for (const BatchShape& shape : shapes) {
    config::HashBatch batch;
    for (const FactorShape& factor : shape)
      batch.push_back(as_integers(orthogonal_matrix(source, factor.rows, factor.columns), fraction_bits));
    factors.push_back(std::move(batch));
  }
  return factors;
}

Matrix hash_matrix(const config::HashFactors& factors) {
  Matrix whole(config::hash_rows(factors), config::hash_columns(factors));
  auto next = whole.values.begin();
  for (const config::HashBatch& batch : factors) {
    Matrix product(1, 1);
    product.at(0, 0) = 1;
    for (const config::FactorMatrix& factor : batch) product = kronecker(product, factor);
    next = std::copy(product.values.begin(), product.values.end(), next);
  }
  return whole;
}

}  // namespace winnow::sim::elsa

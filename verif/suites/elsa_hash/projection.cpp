// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_hash/projection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::verif::elsa_hash {
namespace {

// docs/cores/elsa_hash.md, "Function": the last factor has the least significant digits.
std::int64_t entry_of(const config::HashBatch& batch, std::size_t row, std::size_t column) {
  std::int64_t product = 1;
  for (auto factor = batch.rbegin(); factor != batch.rend(); ++factor) {
    const std::size_t rows = factor->size(), columns = factor->front().size();
    product *= (*factor)[row % rows][column % columns];
    row /= rows;
    column /= columns;
  }
  return product;
}

unsigned rows_of(const config::HashBatch& batch) {
  std::size_t rows = 1;
  for (const config::FactorMatrix& factor : batch) rows *= factor.size();
  return static_cast<unsigned>(rows);
}

}  // namespace

Projection::Projection(const config::ElsaHashParameters& parameters)
    : element_bits_(1 + parameters.vector_format.integer_bits + parameters.vector_format.fraction_bits) {
  for (const config::FactorMatrix& factor : parameters.hash_factors.front())
    dimension_ *= static_cast<unsigned>(factor.front().size());
  for (const config::HashBatch& batch : parameters.hash_factors) {
    hash_bits_ += rows_of(batch);
    for (unsigned row = 0; row < rows_of(batch); ++row) {
      for (unsigned column = 0; column < dimension_; ++column)
        entries_.push_back(entry_of(batch, row, column));
    }
  }
}

std::int64_t Projection::sum(unsigned row, const Elements& vector) const {
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(row) * dimension_;
  return std::inner_product(first, first + dimension_, vector.begin(), std::int64_t{0});
}

std::vector<bool> Projection::hash(const Elements& vector) const {
  std::vector<bool> bits;
  for (unsigned row = 0; row < hash_bits_; ++row) bits.push_back(sum(row, vector) >= 0);
  return bits;
}

std::int64_t Projection::clamped(std::int64_t value) const {
  return std::clamp(value, least(), largest());
}

// Now small, now sparse, now anything.
Elements Projection::random_vector(Random& random) const {
  const std::uint64_t kind = random.below(4);
  const unsigned bits = kind == 0 ? 1 + static_cast<unsigned>(random.below(element_bits_)) : element_bits_;
  Elements vector(dimension_, 0);
  for (std::int64_t& element : vector) {
    if (kind == 1 && !random.one_in(8)) continue;
    element =
        static_cast<std::int64_t>(random.below(std::uint64_t{1} << bits)) - (std::int64_t{1} << (bits - 1));
    if (kind == 2) element = element < 0 ? least() : largest();
  }
  return vector;
}

Elements Projection::extreme_vector(unsigned row, bool is_least) const {
  Elements vector;
  for (unsigned column = 0; column < dimension_; ++column)
    vector.push_back((entry(row, column) < 0) != is_least ? least() : largest());
  return vector;
}

// From the entries of large magnitude to those of small: what is left of the sum gets ever smaller.
Elements Projection::balanced_vector(Random& random, unsigned row) const {
  Elements vector = random_vector(random);
  std::vector<unsigned> columns(dimension_);
  std::iota(columns.begin(), columns.end(), 0U);
  std::stable_sort(columns.begin(), columns.end(),
                   [&](unsigned a, unsigned b) { return std::abs(entry(row, a)) > std::abs(entry(row, b)); });
  for (const unsigned column : columns) {
    if (entry(row, column) != 0)
      vector[column] = clamped(vector[column] - sum(row, vector) / entry(row, column));
  }
  return vector;
}

}  // namespace winnow::verif::elsa_hash

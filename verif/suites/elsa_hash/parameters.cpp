// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <numeric>

#include "verif/suites/elsa_hash/suite.hpp"

namespace winnow::verif {
namespace {

unsigned between(Random& random, unsigned least, unsigned most) {
  return least + static_cast<unsigned>(random.below(most - least + 1));
}

// Numbers from 2 to 16, or one number alone, whose product is from `least` to `most`.
std::vector<unsigned> sizes(Random& random, unsigned least, unsigned most) {
  if (most < 2 || random.one_in(5)) return {between(random, least, most)};
  std::vector<unsigned> all;
  unsigned product = 1;
  do {
    const unsigned room = most / product;
    if (room < 2) return sizes(random, least, most);
    const unsigned size = random.one_in(2) ? std::min(room, 4U) : between(random, 2, std::min(room, 16U));
    all.push_back(size);
    product *= size;
  } while (product < least);
  return all;
}

config::FactorMatrix random_factor(Random& random, unsigned rows, unsigned columns, unsigned fraction_bits) {
  config::FactorMatrix factor(rows, std::vector<int>(columns));
  const std::uint64_t codes = std::uint64_t{2} << fraction_bits;
  const bool is_extreme = random.one_in(10);
  for (std::vector<int>& row : factor) {
    for (int& entry : row) {
      const std::uint64_t code = is_extreme ? random.below(2) * (codes - 1) : random.below(codes);
      entry = static_cast<int>(code) - static_cast<int>(codes / 2);
    }
  }
  return factor;
}

// Rows of each factor: mostly as many as columns; the product is at most `most`.
std::vector<unsigned> rows_for(Random& random, const std::vector<unsigned>& columns, unsigned most) {
  std::vector<unsigned> rows;
  unsigned product = 1;
  for (const unsigned count : columns) {
    const unsigned room = std::max(1U, most / product);
    const unsigned wanted = random.one_in(3) ? between(random, 1, 2 * count) : count;
    rows.push_back(std::min(room, wanted));
    product *= rows.back();
  }
  return rows;
}

config::HashBatch random_batch(Random& random, std::vector<unsigned> columns, unsigned most_bits,
                               unsigned fraction_bits) {
  if (columns.size() > 1 && random.one_in(2)) std::swap(columns.front(), columns.back());
  const std::vector<unsigned> rows = rows_for(random, columns, most_bits);
  config::HashBatch batch;
  for (std::size_t i = 0; i < columns.size(); ++i)
    batch.push_back(random_factor(random, rows[i], columns[i], fraction_bits));
  return batch;
}

unsigned bits_of(const config::HashBatch& batch) {
  unsigned bits = 1;
  for (const config::FactorMatrix& factor : batch) bits *= static_cast<unsigned>(factor.size());
  return bits;
}

// Multiplications of every stage.
std::vector<unsigned> work_of(const config::HashFactors& factors, unsigned dimension) {
  std::vector<unsigned> work;
  for (const config::HashBatch& batch : factors) {
    unsigned size = dimension;
    for (auto factor = batch.rbegin(); factor != batch.rend(); ++factor) {
      work.push_back(size * static_cast<unsigned>(factor->size()));
      size = work.back() / static_cast<unsigned>(factor->front().size());
    }
  }
  return work;
}

// Multipliers for whole dot products of every factor: one of them, all stages at once and more, or some.
void choose_multipliers(Random& random, config::ElsaHashParameters& p, unsigned dimension) {
  unsigned dot_product = 1;
  for (const config::HashBatch& batch : p.hash_factors) {
    for (const config::FactorMatrix& factor : batch)
      dot_product = std::lcm(dot_product, static_cast<unsigned>(factor.front().size()));
  }
  const std::vector<unsigned> work = work_of(p.hash_factors, dimension);
  const unsigned largest = *std::max_element(work.begin(), work.end());
  const unsigned whole = std::max(1U, largest / dot_product);
  unsigned count = between(random, 1, whole);
  switch (random.below(4)) {
    case 0:
      count = 1;
      break;
    case 1:
      count = whole + (largest % dot_product != 0 ? 1 : 0) + (random.one_in(2) ? 1 : 0);
      break;
    case 2:
      // As many as keep all busy, where there are such.
      count = std::accumulate(work.begin(), work.end(), 0U,
                              [](unsigned a, unsigned b) { return std::gcd(a, b); }) /
              dot_product;
      break;
    default:
      break;
  }
  p.multipliers = dot_product * std::max(1U, count);
  const bool fits =
      std::all_of(work.begin(), work.end(), [&](unsigned each) { return each % p.multipliers == 0; });
  p.allow_idle_multipliers = !fits || random.one_in(4);
}

}  // namespace

config::ElsaHashParameters random_elsa_hash_parameters(Random& random, unsigned least, unsigned most) {
  config::ElsaHashParameters p;
  p.vector_format = {
      .is_signed = true, .integer_bits = between(random, 0, 7), .fraction_bits = between(random, 0, 4)};
  p.factor_fraction_bits = random.one_in(2) ? 5 : between(random, 1, 8);
  const std::vector<unsigned> columns = sizes(random, least, most);
  // So that the sums fit the page's 62 bits.
  while (columns.size() * p.factor_fraction_bits > 30) --p.factor_fraction_bits;
  p.hash_factors.clear();
  unsigned bits = 0;
  do {
    p.hash_factors.push_back(random_batch(random, columns, most - bits, p.factor_fraction_bits));
    bits += bits_of(p.hash_factors.back());
  } while (bits < most && (bits < least || random.one_in(3)));
  choose_multipliers(random, p, std::accumulate(columns.begin(), columns.end(), 1U, std::multiplies<>()));
  return p;
}

}  // namespace winnow::verif

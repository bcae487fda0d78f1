// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace winnow::verif::elsa {
namespace {

using Wide = __int128;

std::int64_t dot(const Vector& one, const Vector& other) {
  return std::inner_product(one.begin(), one.end(), other.begin(), std::int64_t{0});
}

void cut(std::vector<Vector>& vectors, unsigned dimension) {
  for (Vector& vector : vectors)
    std::fill(vector.begin() + std::min<std::ptrdiff_t>(dimension, std::ssize(vector)), vector.end(), 0);
}

std::size_t distance_of(const std::vector<bool>& one, const std::vector<bool>& other) {
  std::size_t distance = 0;
  for (std::size_t i = 0; i < one.size(); ++i) distance += one[i] != other[i] ? 1 : 0;
  return distance;
}

}  // namespace

Verdict::Verdict(const config::ElsaParameters& parameters, const Head& head)
    : shape_(parameters), wide_(parameters.sums == "wide"), head_(head) {
  cut(head_.query_rows, head.dimension);
  cut(head_.key_rows, head.dimension);
  cut(head_.value_rows, head.dimension);
  select(parameters);
}

void Verdict::select(const config::ElsaParameters& p) {
  const elsa_hash::Projection projection(p.hash());
  std::vector<std::vector<bool>> hashes;
  std::vector<std::uint64_t> norms;
  for (const Vector& key : head_.key_rows) {
    hashes.push_back(projection.hash(key));
    norms.push_back(shape_.norm.norm_of(static_cast<std::uint64_t>(dot(key, key))));
  }
  const std::uint64_t largest = norms.empty() ? 0 : *std::ranges::max_element(norms);
  const Wide cutoff = Wide{head_.threshold} * static_cast<std::int64_t>(largest);
  for (unsigned query = 0; query < head_.query_rows.size(); ++query) {
    const std::vector<bool> hash = projection.hash(head_.query_rows[query]);
    std::vector<unsigned>& keys = selected_.emplace_back();
    for (unsigned key = 0; key < head_.keys; ++key) {
      if (head_.causal && key > query) break;
      const int cosine = p.cosine_table[distance_of(hash, hashes[key])];
      const Wide similarity = Wide{static_cast<std::int64_t>(norms[key])} * cosine;
      const bool passes =
          (similarity << p.threshold_fraction_bits) > cutoff * (Wide{1} << p.cosine_fraction_bits);
      if (head_.approximation_off || passes) keys.push_back(key);
    }
  }
}

unsigned Verdict::selected_in(unsigned query, unsigned bank) const {
  return static_cast<unsigned>(
      std::ranges::count_if(selected_[query], [&](unsigned key) { return key % shape_.banks == bank; }));
}

std::int64_t Verdict::score(unsigned query, unsigned key) const {
  return dot(head_.query_rows[query], head_.key_rows[key]);
}

// 2^x in the weights' format, docs/cores/elsa_attention.md, "Weight".
Verdict::Weight Verdict::weight(std::int64_t score) const {
  const int fraction_bits = static_cast<int>(shape_.attention.term_fraction_bits);
  const int places =
      static_cast<int>(2 * shape_.attention.vector_fraction_bits + shape_.attention.scale_fraction_bits);
  const auto x = static_cast<long double>(score) * static_cast<long double>(head_.scale);
  const long double steps = std::floor(std::ldexp(x, fraction_bits - places) + 0.5L);
  const long double whole = std::floor(std::ldexp(steps, -fraction_bits));
  if (whole < 1 - ElsaAttentionShape::bias) return {};
  const int most = (1 << ElsaAttentionShape::exponent_bits) - 1 - ElsaAttentionShape::bias;
  const long double largest = std::ldexp(1.0L, fraction_bits + 1) - 1;
  if (whole > most) return {std::ldexp(largest, most - fraction_bits), most, false};
  const long double fraction = std::ldexp(steps, -fraction_bits) - whole;
  const long double mantissa = std::min(largest, std::round(std::ldexp(std::exp2(fraction), fraction_bits)));
  return {std::ldexp(mantissa, static_cast<int>(whole) - fraction_bits), static_cast<int>(whole), false};
}

// Of a sum whose terms' magnitudes are `size` in all. Wide: less than a unit at every term, and in every bank
// at every growth of the exponent. Float: half a place at every term and every addition.
long double Verdict::lost_in_sums(const std::vector<Weight>& weights, long double size,
                                  int fraction_bits) const {
  const auto terms = static_cast<long double>(weights.size());
  if (!wide_) {
    const long double place = std::ldexp(1.0L, -static_cast<int>(shape_.attention.sum_fraction_bits) - 1);
    const long double steps = 2 * terms + shape_.banks;
    return size * (std::pow(1 + place, steps) - 1) + steps * std::ldexp(1.0L, 1 - ElsaAttentionShape::bias);
  }
  std::set<int> exponents;
  for (const Weight& weight : weights) {
    if (!weight.is_zero) exponents.insert(weight.exponent);
  }
  if (exponents.empty()) return 0;
  const long double steps = terms + static_cast<long double>(shape_.banks * (exponents.size() - 1));
  return steps * std::ldexp(1.0L, *exponents.rbegin() - static_cast<int>(shape_.attention.sum_fraction_bits) -
                                      fraction_bits);
}

// Relative: the sum of weights and its reciprocal are rounded; of float sums the product, too.
long double Verdict::lost_in_division() const {
  const long double half = std::ldexp(1.0L, -static_cast<int>(shape_.attention.term_fraction_bits) - 1);
  const long double place = std::ldexp(1.0L, -static_cast<int>(shape_.attention.sum_fraction_bits) - 1);
  return wide_ ? (1 + half) / (1 - half) * (1 + half) - 1
               : (1 + half) / (1 - half) * (1 + 2 * place) * (1 + place) - 1;
}

Bound Verdict::element(const std::vector<Weight>& weights, unsigned query, unsigned number) const {
  const int value_bits = static_cast<int>(shape_.attention.vector_fraction_bits);
  long double total = 0, sum = 0, size = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto value = static_cast<long double>(head_.value_rows[selected_[query][i]][number]);
    total += weights[i].value;
    sum += weights[i].value * std::ldexp(value, -value_bits);
    size += weights[i].value * std::ldexp(std::fabs(value), -value_bits);
  }
  if (total == 0) return {};
  const long double most = std::ldexp(1.0L, ElsaAttentionShape::bias);
  const long double lost_total = lost_in_sums(weights, total, 0);
  const long double lost_sum = lost_in_sums(weights, size, value_bits);
  const bool saturates = !wide_ && std::max(total + lost_total, size + lost_sum) >= most;
  // A reciprocal beyond the largest number saturates, one below the smallest is 0.
  const bool is_far = !wide_ && std::fabs(std::log2(total)) >= ElsaAttentionShape::bias - 2;
  if (saturates || is_far || lost_total >= total) return {0, 0, false};
  const long double quotient = sum / total;
  const long double lost = (lost_sum + std::fabs(quotient) * lost_total) / (total - lost_total);
  const long double rounded = lost_in_division() * (std::fabs(quotient) + lost) + lost;
  const int places = static_cast<int>(shape_.divide.output_fraction_bits);
  const long double largest = std::ldexp(1.0L, static_cast<int>(shape_.output_bits) - 1);
  return {std::clamp(std::ldexp(quotient, places), -largest, largest - 1),
          std::ldexp(rounded, places) + 0.5L + 1e-6L, true};
}

std::vector<Bound> Verdict::row(unsigned query) const {
  std::vector<Weight> weights;
  for (const unsigned key : selected_[query]) weights.push_back(weight(score(query, key)));
  std::vector<Bound> row;
  for (unsigned i = 0; i < head_.dimension; ++i) row.push_back(element(weights, query, i));
  row.resize(shape_.dimension);  // the others are 0
  return row;
}

}  // namespace winnow::verif::elsa

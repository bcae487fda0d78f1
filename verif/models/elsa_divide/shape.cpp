// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_divide/shape.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

using Wide = __int128;  // a total of up to 62 bits times a reciprocal of up to 9

config::ElsaAttentionParameters bank_of(const config::ElsaDivideParameters& p) {
  config::ElsaAttentionParameters bank;
  bank.vector_format = p.vector_format;
  bank.dimension = p.dimension;
  bank.maximum_keys = p.maximum_keys;
  bank.banks = p.banks;
  bank.term_fraction_bits = p.term_fraction_bits;
  bank.sums = p.sums;
  bank.sum_fraction_bits = p.sum_fraction_bits;
  bank.lanes = p.lanes;
  return bank;
}

// number / 2^places, to nearest, ties to even.
Wide rounded(Wide number, int places) {
  if (places <= 0) return number << -places;
  const Wide whole = number >> places, rest = number - (whole << places), half = Wide{1} << (places - 1);
  return whole + (rest > half || (rest == half && whole % 2 != 0) ? 1 : 0);
}

std::int64_t saturated(Wide number, unsigned bits) {
  const Wide most = (Wide{1} << (bits - 1)) - 1;
  return static_cast<std::int64_t>(std::clamp(number, -most - 1, most));
}

std::int64_t wide_quotient(const ElsaDivideShape& shape, const std::vector<std::uint64_t>& weights,
                           const std::vector<std::uint64_t>& values) {
  std::int64_t weight = 0, value = 0;
  for (const std::uint64_t word : weights) weight += static_cast<std::int64_t>(word);
  for (const std::uint64_t word : values) value += sign_extend(word, shape.sums.value_sum_bits);
  if (weight == 0) return 0;
  const arithmetic::FloatFormat format = shape.sums.term_format();
  const unsigned fraction_bits = format.fraction_bits;
  const std::uint64_t code =
      float_reciprocal(format, arithmetic::pack_float(format, weight, 0), fraction_bits);
  const std::uint64_t one = std::uint64_t{1} << fraction_bits;
  const int exponent = static_cast<int>(code >> fraction_bits) - ElsaAttentionShape::bias;
  const Wide product = Wide{value} * static_cast<std::int64_t>(one + code % one);
  const int places = static_cast<int>(fraction_bits + shape.sums.vector_fraction_bits) -
                     static_cast<int>(shape.output_fraction_bits) - exponent;
  return saturated(rounded(product, places), shape.output_bits);
}

// In pairs, as the page says.
std::uint64_t total_of(const arithmetic::FloatFormat& format, std::vector<std::uint64_t> terms) {
  while (terms.size() > 1) {
    std::vector<std::uint64_t> sums;
    for (std::size_t i = 0; i + 1 < terms.size(); i += 2)
      sums.push_back(float_add(format, terms[i], terms[i + 1]));
    if (terms.size() % 2 == 1) sums.push_back(terms.back());
    terms = sums;
  }
  return terms.front();
}

std::int64_t float_quotient(const ElsaDivideShape& shape, const std::vector<std::uint64_t>& weights,
                            const std::vector<std::uint64_t>& values) {
  const arithmetic::FloatFormat format = shape.sums.sum_format();
  const std::uint64_t weight = total_of(format, weights);
  if (arithmetic::value_of(format, weight) == 0) return 0;
  const std::uint64_t reciprocal = float_reciprocal(format, weight, shape.sums.term_fraction_bits);
  return fixed_from_float(format, float_multiply(format, total_of(format, values), reciprocal),
                          shape.output_integer_bits, shape.output_fraction_bits);
}

}  // namespace

ElsaDivideShape::ElsaDivideShape(const config::ElsaDivideParameters& p)
    : sums(bank_of(p)),
      banks(p.banks),
      output_integer_bits(p.output_format.integer_bits),
      output_fraction_bits(p.output_format.fraction_bits),
      output_bits(p.output_format.width()),
      latency(sums.wide ? 6 : std::max(1U, static_cast<unsigned>(std::bit_width(p.banks - 1))) + 3) {
  if (!p.output_format.is_signed || output_bits < 2 || output_integer_bits > 8 || output_fraction_bits > 16)
    throw std::invalid_argument("elsa_divide: output_format must be s0.1 or s1.0 to s8.16");
}

std::int64_t elsa_quotient(const ElsaDivideShape& shape, const std::vector<std::uint64_t>& weights,
                           const std::vector<std::uint64_t>& values) {
  return shape.sums.wide ? wide_quotient(shape, weights, values) : float_quotient(shape, weights, values);
}

}  // namespace winnow::verif

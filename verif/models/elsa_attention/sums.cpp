// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_attention/sums.hpp"

#include <algorithm>

#include "verif/models/words.hpp"

namespace winnow::verif {
namespace {

// floor(value / 2^places), any number of places.
std::int64_t floor_shift(std::int64_t value, std::uint64_t places) {
  return value >> std::min<std::uint64_t>(places, 63);
}

}  // namespace

ElsaWeight elsa_weight(const ElsaAttentionShape& shape, std::int64_t score, std::uint64_t scale) {
  const std::int64_t exponent = score * static_cast<std::int64_t>(scale);
  const std::uint64_t code = arithmetic::float_exponential(
      shape.term_format(), exponent, 2 * shape.vector_fraction_bits + shape.scale_fraction_bits,
      shape.term_fraction_bits);
  if (code == 0) return {};
  const std::uint64_t one = std::uint64_t{1} << shape.term_fraction_bits;
  return {code >> shape.term_fraction_bits, one + code % one};
}

ElsaSums::ElsaSums(const ElsaAttentionShape& shape) : shape_(shape), values_(shape.dimension) {}

void ElsaSums::clear() {
  maximum_ = weight_ = 0;
  std::fill(values_.begin(), values_.end(), 0);
}

void ElsaSums::share(std::uint64_t shared) {
  if (shared <= maximum_) return;
  const std::uint64_t places = shared - maximum_;
  maximum_ = shared;
  weight_ = static_cast<std::uint64_t>(floor_shift(static_cast<std::int64_t>(weight_), places));
  for (std::int64_t& value : values_) value = floor_shift(value, places);
}

void ElsaSums::add(const ElsaWeight& weight, const std::vector<std::int64_t>& value) {
  if (shape_.wide) {
    add_wide(weight, value);
  } else {
    add_float(weight, value);
  }
}

void ElsaSums::add_wide(const ElsaWeight& weight, const std::vector<std::int64_t>& value) {
  const std::uint64_t places = maximum_ - weight.exponent;
  const auto term = [&](std::int64_t factor) {
    const std::int64_t one = std::int64_t{1} << (shape_.sum_fraction_bits - shape_.term_fraction_bits);
    return floor_shift(static_cast<std::int64_t>(weight.mantissa) * factor * one, places);
  };
  // What overflows wraps.
  weight_ = (weight_ + static_cast<std::uint64_t>(term(1))) % (std::uint64_t{1} << shape_.weight_sum_bits);
  for (std::size_t i = 0; i < values_.size(); ++i)
    values_[i] = sign_extend(static_cast<std::uint64_t>(values_[i] + term(value[i])), shape_.value_sum_bits);
}

void ElsaSums::add_float(const ElsaWeight& weight, const std::vector<std::int64_t>& value) {
  const arithmetic::FloatFormat format = shape_.sum_format();
  const int exponent = static_cast<int>(weight.exponent) - ElsaAttentionShape::bias -
                       static_cast<int>(shape_.term_fraction_bits);
  const auto mantissa = static_cast<std::int64_t>(weight.mantissa);
  weight_ = float_add(format, weight_, pack_float(format, mantissa, exponent));
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const std::uint64_t term =
        pack_float(format, mantissa * value[i], exponent - static_cast<int>(shape_.vector_fraction_bits));
    values_[i] = static_cast<std::int64_t>(float_add(format, static_cast<std::uint64_t>(values_[i]), term));
  }
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_attention/account.hpp"

#include <cmath>
#include <stdexcept>
#include <string>

#include "verif/harness/words.hpp"

namespace winnow::verif::elsa_attention {

void Account::clear() {
  is_known_ = true;
  maximum_ = 0;
  steps_ = 0;
  weight_ = {};
  values_.assign(shape_.dimension, {});
}

void Account::share(std::uint64_t shared) {
  if (shared <= maximum_) return;
  maximum_ = shared;
  ++steps_;
}

void Account::add(const ElsaWeight& weight, const std::vector<std::int64_t>& value) {
  if (!is_known_) return;
  ++steps_;
  const int exponent = static_cast<int>(weight.exponent) - ElsaAttentionShape::bias;
  const long double factor = std::ldexp(static_cast<long double>(weight.mantissa),
                                        exponent - static_cast<int>(shape_.term_fraction_bits));
  weight_.exact += factor;
  weight_.size += factor;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const long double term = std::ldexp(factor * static_cast<long double>(value[i]),
                                        -static_cast<int>(shape_.vector_fraction_bits));
    values_[i].exact += term;
    values_[i].size += std::fabs(term);
  }
}

long double Account::value_of(std::uint64_t word, unsigned bits, bool is_signed) const {
  if (!shape_.wide) return arithmetic::value_of(shape_.sum_format(), word);
  return is_signed ? static_cast<long double>(sign_extend(word, bits)) : static_cast<long double>(word);
}

// `unit`: of a wide sum's last bit, in which each step may lose less than one.
void Account::check_sum(const Sum& sum, long double got, long double unit, const char* what) const {
  long double most = unit * steps_;
  if (!shape_.wide) {
    // Half a unit in the last place of every term and partial sum; a result below the smallest number is 0.
    const long double place = std::ldexp(1.0L, -static_cast<int>(shape_.sum_fraction_bits));
    const long double tiny = std::ldexp(1.0L, 1 - ElsaAttentionShape::bias);
    const long double grown = sum.size * std::pow(1 + place, static_cast<long double>(steps_ + 1));
    most = grown * place * (steps_ + 1) + tiny * (2 * steps_ + 1);
    if (grown >= std::ldexp(1.0L, ElsaAttentionShape::bias)) return;  // it may have saturated
  }
  most += std::ldexp(sum.size, -55);  // this account's own rounding
  if (std::fabs(got - sum.exact) <= most) return;
  throw std::runtime_error(std::string("a sum of ") + what + " is " + std::to_string(got) + ", not near " +
                           std::to_string(sum.exact));
}

void Account::check(const Words& weight, const Words& values, unsigned chunk) const {
  if (!is_known_) return;
  const int exponent = shape_.wide ? static_cast<int>(maximum_) - ElsaAttentionShape::bias -
                                         static_cast<int>(shape_.sum_fraction_bits)
                                   : 0;
  const int value_exponent = shape_.wide ? exponent - static_cast<int>(shape_.vector_fraction_bits) : 0;
  const unsigned bits = shape_.value_sum_bits;
  check_sum(weight_,
            std::ldexp(value_of(get_bits(weight, 0, shape_.weight_sum_bits), shape_.weight_sum_bits, false),
                       exponent),
            std::ldexp(1.0L, exponent), "weights");
  for (unsigned lane = 0; lane < shape_.lanes; ++lane) {
    const unsigned element = chunk * shape_.lanes + lane;
    const std::uint64_t word = get_bits(values, std::size_t{lane} * bits, bits);
    check_sum(element < shape_.dimension ? values_[element] : Sum{},
              std::ldexp(value_of(word, bits, true), value_exponent), std::ldexp(1.0L, value_exponent),
              "values");
  }
}

}  // namespace winnow::verif::elsa_attention

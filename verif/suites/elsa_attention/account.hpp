// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/elsa_attention/sums.hpp"

namespace winnow::verif::elsa_attention {

// A query's sums in long double, without truncation or rounding: what the core's sums must be near to, beside
// the model, which says what they are.
class Account {
 public:
  explicit Account(const ElsaAttentionShape& shape) : shape_(shape) {}

  void clear();
  // What it holds is unknown until the next clear().
  void forget() { is_known_ = false; }
  void share(std::uint64_t shared);
  void add(const ElsaWeight& weight, const std::vector<std::int64_t>& value);
  std::uint64_t maximum() const { return maximum_; }

  // Throws std::runtime_error when the port values of chunk `chunk` are further from the exact sums than the
  // page allows.
  void check(const Words& weight, const Words& values, unsigned chunk) const;

 private:
  struct Sum {
    long double exact = 0, size = 0;  // the sum, and that of the terms' absolute values
  };
  void check_sum(const Sum& sum, long double got, long double unit, const char* what) const;
  long double value_of(std::uint64_t word, unsigned bits, bool is_signed) const;

  ElsaAttentionShape shape_;
  bool is_known_ = false;
  std::uint64_t maximum_ = 0;  // M
  unsigned steps_ = 0;         // each may have lost a unit, or half a unit in the last place
  Sum weight_;
  std::vector<Sum> values_;
};

}  // namespace winnow::verif::elsa_attention

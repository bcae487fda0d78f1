// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/models/elsa_attention/shape.hpp"

namespace winnow::verif {

// A weight's parts: 2^(exponent - 511) mantissa / 2^F; zero is {0, 0}.
struct ElsaWeight {
  std::uint64_t exponent = 0;
  std::uint64_t mantissa = 0;
};

// 2^(score scale), the page's "Weight": the score has 2f fraction bits.
ElsaWeight elsa_weight(const ElsaAttentionShape& shape, std::int64_t score, std::uint64_t scale);

// The d + 1 sums of one query in one bank, the page's "Wide sums" and "Float sums". Values are port values:
// two's complement integers, or codes.
class ElsaSums {
 public:
  explicit ElsaSums(const ElsaAttentionShape& shape);

  // A query begins: all sums are 0, and there is no largest exponent.
  void clear();
  // A slot in which the largest exponent of all banks was `shared`: every sum moves with it (wide sums only).
  void share(std::uint64_t shared);
  // A candidate's weight and value; its exponent has been shared.
  void add(const ElsaWeight& weight, const std::vector<std::int64_t>& value);

  std::uint64_t weight() const { return weight_; }
  const std::vector<std::int64_t>& values() const { return values_; }

 private:
  void add_wide(const ElsaWeight& weight, const std::vector<std::int64_t>& value);
  void add_float(const ElsaWeight& weight, const std::vector<std::int64_t>& value);

  ElsaAttentionShape shape_;
  std::uint64_t maximum_ = 0;  // M
  std::uint64_t weight_ = 0;
  std::vector<std::int64_t> values_;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/lib/arithmetic/small_float.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa_attention {

// Exponent bits of all small floating-point numbers of ELSA (section IV-E).
inline constexpr unsigned exponent_bits = 10;

// How the sums of weights and of weighted values are kept (docs/cores/elsa_attention.md, "Wide sums", "Float
// sums").
struct SumFormat {
  // Of the parameters of elsa_attention or elsa_divide.
  template <class Parameters>
  explicit SumFormat(const Parameters& p)
      : is_wide(p.sums == "wide"),
        vector_bits(p.vector_format.width()),
        vector_fraction_bits(p.vector_format.fraction_bits),
        term_fraction_bits(p.term_fraction_bits),
        sum_fraction_bits(p.sum_fraction_bits),
        count_bits(lib::ceil_log2((p.maximum_keys + p.banks - 1) / p.banks)) {}

  bool is_wide;
  unsigned vector_bits, vector_fraction_bits;  // of a value's element: v, f
  unsigned term_fraction_bits;                 // F
  unsigned sum_fraction_bits;                  // G
  unsigned count_bits;                         // c: 2^c terms do not overflow

  lib::FloatFormat term() const { return {exponent_bits, term_fraction_bits}; }
  lib::FloatFormat sum() const { return {exponent_bits, sum_fraction_bits}; }
  unsigned mantissa_bits() const { return term_fraction_bits + 1; }
  // Of one bank's sums: of weights (unsigned when wide), of weighted values (signed when wide).
  unsigned weight_bits() const { return is_wide ? sum_fraction_bits + count_bits + 1 : sum().width(); }
  unsigned value_bits() const { return is_wide ? weight_bits() + vector_bits : sum().width(); }
  bool operator==(const SumFormat&) const = default;
};

}  // namespace winnow::cores::elsa_attention

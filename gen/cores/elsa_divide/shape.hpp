// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/elsa_divide_parameters.hpp"
#include "gen/cores/elsa_attention/sum_format.hpp"

namespace winnow::cores::elsa_divide {

// Derived numbers of the output division. Symbols are those of docs/cores/elsa_divide.md.
struct Shape {
  explicit Shape(const config::ElsaDivideParameters& p);

  elsa_attention::SumFormat sums;  // of one bank
  unsigned banks, lanes;           // Pa, L
  unsigned chunk_bits;
  unsigned output_integer_bits, output_fraction_bits, output_bits;
  bool operator==(const Shape&) const = default;

  // Wide sums: of the banks together.
  unsigned total_weight_bits() const { return sums.weight_bits() + lib::ceil_log2(banks); }
  unsigned total_value_bits() const { return sums.value_bits() + lib::ceil_log2(banks); }
  // Fraction bits of total times mantissa beyond those of the result, and of the result beyond those.
  unsigned surplus_bits() const;
  unsigned missing_bits() const;
  // Of the number of places by which a product moves right.
  unsigned places_bits() const { return lib::index_bits(total_weight_bits() + surplus_bits() + 1); }
  // Float sums: steps that add pairs of banks.
  unsigned add_stages() const { return lib::ceil_log2(banks); }
  unsigned latency() const;
};

}  // namespace winnow::cores::elsa_divide

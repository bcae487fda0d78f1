// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_divide/shape.hpp"

#include <algorithm>

namespace winnow::cores::elsa_divide {
namespace {

unsigned positive_difference(unsigned a, unsigned b) {
  return a > b ? a - b : 0;
}

}  // namespace

Shape::Shape(const config::ElsaDivideParameters& p)
    : sums(p),
      banks(p.banks),
      lanes(p.lanes),
      chunk_bits(lib::index_bits((p.dimension + p.lanes - 1) / p.lanes)),
      output_integer_bits(p.output_format.integer_bits),
      output_fraction_bits(p.output_format.fraction_bits),
      output_bits(p.output_format.width()) {}

unsigned Shape::surplus_bits() const {
  return positive_difference(sums.term_fraction_bits + sums.vector_fraction_bits, output_fraction_bits);
}

unsigned Shape::missing_bits() const {
  return positive_difference(output_fraction_bits, sums.term_fraction_bits + sums.vector_fraction_bits);
}

unsigned Shape::latency() const {
  return sums.is_wide ? 6 : std::max(1U, add_stages()) + 3;
}

}  // namespace winnow::cores::elsa_divide

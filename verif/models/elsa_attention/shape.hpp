// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/elsa_attention_parameters.hpp"
#include "verif/models/arithmetic/small_float.hpp"

namespace winnow::verif {

struct ElsaAttentionPort {
  std::string name;
  unsigned width = 0;  // bits
};

// What docs/cores/elsa_attention.md derives from the parameters, computed for the model and the suite alone.
struct ElsaAttentionShape {
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit ElsaAttentionShape(const config::ElsaAttentionParameters& parameters);

  unsigned dimension;                          // d
  unsigned bank_keys;                          // B
  unsigned vector_bits, vector_fraction_bits;  // v, f
  unsigned scale_bits, scale_fraction_bits;    // w, r
  unsigned term_fraction_bits;                 // F
  unsigned sum_fraction_bits;                  // G
  unsigned lanes;                              // L
  unsigned chunks;                             // C
  bool wide;                                   // sums
  unsigned address_bits;                       // a
  unsigned norm_bits;                          // u
  unsigned chunk_bits;
  unsigned weight_sum_bits, value_sum_bits;
  unsigned dot_stages;  // D

  static constexpr unsigned exponent_bits = 10;
  static constexpr int bias = 511;
  arithmetic::FloatFormat term_format() const { return {exponent_bits, term_fraction_bits}; }
  arithmetic::FloatFormat sum_format() const { return {exponent_bits, sum_fraction_bits}; }

  std::vector<ElsaAttentionPort> inputs() const;  // rst_ni first
  std::vector<ElsaAttentionPort> outputs() const;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/elsa_attention_parameters.hpp"
#include "gen/cores/elsa_attention/sum_format.hpp"

namespace winnow::cores::elsa_attention {

// Derived numbers of one bank. Symbols are those of docs/cores/elsa_attention.md.
struct Shape {
  explicit Shape(const config::ElsaAttentionParameters& p);

  unsigned dimension;                          // d
  unsigned vector_bits, vector_fraction_bits;  // v, f
  unsigned scale_bits, scale_fraction_bits;    // w, r
  SumFormat sums;
  unsigned lanes, chunks, chunk_bits;  // L, C
  unsigned address_bits;               // a
  unsigned norm_bits;                  // u
  unsigned dot_stages;                 // D

  // Registers between a slot's inputs and what happens with it, from the page's table.
  unsigned score_stage() const { return 3 + dot_stages; }
  unsigned value_read_stage() const { return score_stage() + 2; }
  unsigned weight_stage() const { return score_stage() + 3; }
  unsigned sum_stage() const { return weight_stage() + 3; }
  unsigned vector_width() const { return dimension * vector_bits; }
};

// Products that one module forms and adds; sums that one stage adds.
inline constexpr unsigned group_size = 4, tree_size = 16;

}  // namespace winnow::cores::elsa_attention

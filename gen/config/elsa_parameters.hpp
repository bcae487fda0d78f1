// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/elsa_attention_parameters.hpp"
#include "gen/config/elsa_divide_parameters.hpp"
#include "gen/config/elsa_hash_parameters.hpp"
#include "gen/config/elsa_norm_parameters.hpp"
#include "gen/config/elsa_select_parameters.hpp"
#include "gen/config/fixed_format.hpp"
#include "gen/config/hash_factors.hpp"

namespace winnow::config {

// User parameters of the ELSA accelerator (docs/cores/elsa.md). The published design point is the default.
struct ElsaParameters {
  unsigned maximum_tokens = 512;
  unsigned banks = 4;
  unsigned selectors = 8;
  unsigned hash_multipliers = 256;
  unsigned division_multipliers = 16;
  bool hide_preprocessing = false;
  FixedFormat vector_format{.is_signed = true, .integer_bits = 5, .fraction_bits = 3};
  HashFactors hash_factors = default_hash_factors();
  unsigned factor_fraction_bits = 5;
  bool allow_idle_multipliers = false;
  FixedFormat norm_format{.is_signed = false, .integer_bits = 6, .fraction_bits = 2};
  unsigned root_step_bits = 4;
  unsigned root_table_bits = 12;
  unsigned threshold_fraction_bits = 8;
  unsigned cosine_fraction_bits = 8;
  std::vector<int> cosine_table = ElsaSelectParameters{}.cosine_table;
  unsigned queue_depth = 0;
  unsigned queries_ahead = ElsaSelectParameters{}.queries_ahead;
  FixedFormat scale_format{.is_signed = false, .integer_bits = 0, .fraction_bits = 16};
  unsigned term_fraction_bits = 5;
  std::string sums = "wide";
  unsigned sum_fraction_bits = 16;
  FixedFormat output_format{.is_signed = true, .integer_bits = 5, .fraction_bits = 7};

  bool operator==(const ElsaParameters&) const = default;

  // Of the parts: the same parameters under their own names. Head dimension and bits of a hash are those of
  // the hash matrix.
  ElsaHashParameters hash() const;
  ElsaNormParameters norm() const;
  ElsaSelectParameters select() const;
  ElsaAttentionParameters attention() const;
  ElsaDivideParameters divide() const;
};

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/elsa_parameters.hpp"

namespace winnow::config {

ElsaHashParameters ElsaParameters::hash() const {
  return {.vector_format = vector_format,
          .multipliers = hash_multipliers,
          .hash_factors = hash_factors,
          .factor_fraction_bits = factor_fraction_bits,
          .allow_idle_multipliers = allow_idle_multipliers};
}

ElsaNormParameters ElsaParameters::norm() const {
  return {.dimension = hash_columns(hash_factors),
          .vector_format = vector_format,
          .norm_format = norm_format,
          .threshold_fraction_bits = threshold_fraction_bits,
          .root_step_bits = root_step_bits,
          .root_table_bits = root_table_bits};
}

ElsaSelectParameters ElsaParameters::select() const {
  return {.maximum_keys = maximum_tokens,
          .banks = banks,
          .selectors = selectors,
          .hash_bits = hash_rows(hash_factors),
          .queue_depth = queue_depth,
          .queries_ahead = queries_ahead,
          .norm_format = norm_format,
          .threshold_fraction_bits = threshold_fraction_bits,
          .cosine_fraction_bits = cosine_fraction_bits,
          .cosine_table = cosine_table};
}

ElsaAttentionParameters ElsaParameters::attention() const {
  return {.vector_format = vector_format,
          .dimension = hash_columns(hash_factors),
          .maximum_keys = maximum_tokens,
          .banks = banks,
          .scale_format = scale_format,
          .term_fraction_bits = term_fraction_bits,
          .sums = sums,
          .sum_fraction_bits = sum_fraction_bits,
          .lanes = division_multipliers};
}

ElsaDivideParameters ElsaParameters::divide() const {
  return {.vector_format = vector_format,
          .dimension = hash_columns(hash_factors),
          .maximum_keys = maximum_tokens,
          .banks = banks,
          .term_fraction_bits = term_fraction_bits,
          .sums = sums,
          .sum_fraction_bits = sum_fraction_bits,
          .lanes = division_multipliers,
          .output_format = output_format};
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/parameter_type.hpp"

// Ranges that the tables of ELSA's selection, norm unit and whole accelerator have in common.
namespace winnow::config {

inline constexpr unsigned elsa_most_hash_bits = 128;
inline constexpr unsigned elsa_most_elements = 128;
inline constexpr unsigned elsa_most_cosine_fraction_bits = 14;
inline constexpr int elsa_largest_cosine = 1 << elsa_most_cosine_fraction_bits;

inline const IntegerType elsa_tokens_type{1, 1024};
inline const IntegerType elsa_select_banks_type{1, 8};
inline const IntegerType elsa_selectors_type{1, 16};
inline const IntegerType elsa_queue_depth_type{0, 1024};
inline const IntegerType elsa_queries_ahead_type{1, 3};
inline const FixedFormatType elsa_norm_type{
    .is_signed = false, .maximum_integer_bits = 10, .maximum_fraction_bits = 8};
inline const IntegerType elsa_threshold_fraction_bits_type{1, 16};
inline const IntegerType elsa_cosine_fraction_bits_type{1, elsa_most_cosine_fraction_bits};
inline const IntegerTableType elsa_cosine_table_type{-elsa_largest_cosine, elsa_largest_cosine, 2,
                                                     elsa_most_hash_bits + 1};
inline const IntegerType elsa_root_step_bits_type{1, 8};
inline const IntegerType elsa_root_table_bits_type{8, 16};

}  // namespace winnow::config

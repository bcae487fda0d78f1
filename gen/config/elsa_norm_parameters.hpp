// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/fixed_format.hpp"

namespace winnow::config {

// User parameters of ELSA's norm unit (docs/cores/elsa_norm.md). Everything derived from them is computed by
// whoever needs it, the generator and the reference model each on their own.
struct ElsaNormParameters {
  unsigned dimension = 64;
  FixedFormat vector_format{.is_signed = true, .integer_bits = 5, .fraction_bits = 3};
  FixedFormat norm_format{.is_signed = false, .integer_bits = 6, .fraction_bits = 2};
  unsigned threshold_fraction_bits = 8;
  unsigned root_step_bits = 4;
  unsigned root_table_bits = 12;

  bool operator==(const ElsaNormParameters&) const = default;
};

}  // namespace winnow::config

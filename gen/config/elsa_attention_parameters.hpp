// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/fixed_format.hpp"

namespace winnow::config {

// User parameters of ELSA's attention computation, one bank (docs/cores/elsa_attention.md). Everything
// derived from them is computed by whoever needs it, the generator and the reference model each on their own.
struct ElsaAttentionParameters {
  FixedFormat vector_format{.is_signed = true, .integer_bits = 5, .fraction_bits = 3};
  unsigned dimension = 64;
  unsigned maximum_keys = 512;
  unsigned banks = 4;
  FixedFormat scale_format{.is_signed = false, .integer_bits = 0, .fraction_bits = 16};
  unsigned term_fraction_bits = 5;
  std::string sums = "wide";
  unsigned sum_fraction_bits = 16;
  unsigned lanes = 16;

  bool operator==(const ElsaAttentionParameters&) const = default;
};

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/fixed_format.hpp"
#include "gen/config/hash_factors.hpp"

namespace winnow::config {

// Three 4 x 4 matrices of s0.5 for d = k = 64 (ELSA, section III-C), from the generator in sim/elsa with
// seed 1.
inline HashFactors default_hash_factors() {
  return {{{{-2, -15, -10, 27}, {1, 0, 30, 11}, {-30, -8, 2, -5}, {10, -27, 4, -13}},
           {{-3, -26, -12, 14}, {-6, -16, 4, -27}, {26, -9, 15, 2}, {17, 5, -25, -10}},
           {{25, -8, 16, -10}, {-4, -30, -3, 10}, {-12, 2, 27, 11}, {16, 7, -4, 27}}}};
}

// User parameters of ELSA's hash computation (docs/cores/elsa_hash.md). What follows from them is computed by
// whoever needs it, the generator and the reference model each on their own.
struct ElsaHashParameters {
  FixedFormat vector_format{.is_signed = true, .integer_bits = 5, .fraction_bits = 3};
  unsigned multipliers = 256;
  HashFactors hash_factors = default_hash_factors();
  unsigned factor_fraction_bits = 5;
  bool allow_idle_multipliers = false;

  bool operator==(const ElsaHashParameters&) const = default;
};

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/config/fixed_format.hpp"

namespace winnow::config {

// User parameters of ELSA's candidate selection, one bank (docs/cores/elsa_select.md). Everything derived
// from them is computed by whoever needs it, the generator and the reference model each on their own.
struct ElsaSelectParameters {
  unsigned maximum_keys = 512;
  unsigned banks = 4;
  unsigned selectors = 8;
  unsigned hash_bits = 64;
  unsigned queue_depth = 0;
  unsigned queries_ahead = 2;
  FixedFormat norm_format{.is_signed = false, .integer_bits = 6, .fraction_bits = 2};
  unsigned threshold_fraction_bits = 8;
  unsigned cosine_fraction_bits = 8;
  // 2^8 cos(max(0, pi h / 64 - 0.127)) to nearest: theta_bias 0.127 is the paper's for d = k = 64 (section
  // III-B).
  std::vector<int> cosine_table = {
      256,  256,  256,  256,  255,  254,  252,  250,  247,  243,  239,  234,  229,  223,  217,  210,  202,
      195,  186,  177,  168,  158,  148,  138,  127,  116,  105,  93,   81,   69,   57,   45,   32,   20,
      7,    -5,   -18,  -30,  -43,  -55,  -67,  -79,  -91,  -103, -114, -125, -136, -147, -157, -166, -176,
      -185, -193, -201, -209, -216, -222, -228, -234, -238, -243, -246, -250, -252, -254};

  bool operator==(const ElsaSelectParameters&) const = default;
};

}  // namespace winnow::config

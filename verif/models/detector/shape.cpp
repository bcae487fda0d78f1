// SPDX-License-Identifier: Apache-2.0
#include "verif/models/detector/shape.hpp"

#include <stdexcept>

namespace winnow::verif {
namespace {

// Bits that hold the numbers 0 to `largest`.
unsigned bits_for(unsigned largest) {
  unsigned bits = 0;
  while (largest >> bits != 0) ++bits;
  return bits;
}

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(std::string("detector: ") + what);
}

}  // namespace

DetectorShape::DetectorShape(const config::DetectorParameters& p)
    : tokens(p.tokens),
      keys_per_cycle(p.keys_per_cycle),
      maximum_keys(p.maximum_keys),
      score_bits(p.score_bits),
      passes(p.passes) {
  require(tokens >= 1 && tokens <= 8, "tokens must be 1 to 8");
  require(keys_per_cycle >= 1 && keys_per_cycle <= 32, "keys_per_cycle must be 1 to 32");
  require(maximum_keys >= 1 && maximum_keys <= 4096, "maximum_keys must be 1 to 4096");
  require(score_bits >= 2 && score_bits <= 16, "score_bits must be 2 to 16");
  require(passes == 2 || (passes == 1 && score_bits <= 8), "passes must be 2, or 1 with score_bits up to 8");
  tiles = (maximum_keys + keys_per_cycle - 1) / keys_per_cycle;
  key_bits = maximum_keys == 1 ? 1 : bits_for(maximum_keys - 1);
  count_bits = bits_for(maximum_keys);
  rows_bits = bits_for(tokens);
  sum_bits = score_bits + bits_for(tokens - 1);
  high_bits = passes == 1 ? score_bits : (score_bits + 1) / 2;
  low_bits = score_bits - high_bits;
}

std::vector<DetectorPort> DetectorShape::inputs() const {
  return {{"rst_ni", 1},
          {"scores_valid_i", 1},
          {"scores_score_i", tokens * keys_per_cycle * score_bits},
          {"scores_last_i", 1},
          {"mode_i", 2},
          {"limit_i", count_bits},
          {"threshold_i", tokens * score_bits},
          {"shared_threshold_i", sum_bits},
          {"shared_sum_i", 1},
          {"length_i", count_bits},
          {"causal_i", 1},
          {"query_i", key_bits},
          {"rows_i", rows_bits},
          {"candidates_ready_i", 1}};
}

std::vector<DetectorPort> DetectorShape::outputs() const {
  return {{"scores_ready_o", 1},           {"candidates_valid_o", 1},
          {"candidates_base_o", key_bits}, {"candidates_mask_o", keys_per_cycle * tokens},
          {"candidates_last_o", 1},        {"candidates_count_o", tokens * count_bits}};
}

}  // namespace winnow::verif

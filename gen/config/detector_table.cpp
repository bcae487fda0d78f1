// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gen/config/core_tables.hpp"
#include "gen/config/detector_parameters.hpp"

namespace winnow::config {
namespace {

constexpr unsigned most_bits_in_one_pass = 8;

// One pass counts every value of a score: 2^score_bits - 1 counters per row.
std::optional<Breach> counters_in_reason(const DetectorParameters& parameters) {
  if (parameters.passes > 1 || parameters.score_bits <= most_bits_in_one_pass) return std::nullopt;
  return Breach{fmt::format("passes 1 takes {} counters per row for score_bits {}",
                            (1U << parameters.score_bits) - 1U, parameters.score_bits),
                fmt::format("give passes 2, or score_bits up to {}", most_bits_in_one_pass)};
}

}  // namespace

ParameterTable detector_table() {
  using P = DetectorParameters;
  return TableBuilder<P>("detector",
                         "selector of keys by estimated scores: threshold, cap, exact top-k, shared")
      .add("tokens", &P::tokens, IntegerType{1, 8}, "rows of a group (T)")
      .add("keys_per_cycle", &P::keys_per_cycle, IntegerType{1, 32}, "keys of a tile (P)")
      .add("maximum_keys", &P::maximum_keys, IntegerType{1, 4096}, "keys are numbered from 0 to one less (n)")
      .add("score_bits", &P::score_bits, IntegerType{2, 16}, "bits of a score, two's complement (b)")
      .add("passes", &P::passes, IntegerType{1, 2}, "passes that find the threshold of topk",
           "1 only for up to 8 `score_bits`")
      .rule({"passes", "score_bits"}, counters_in_reason)
      .build();
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_select_parameters.hpp"

namespace winnow::config {
namespace {

constexpr unsigned most_hash_bits = 128;
constexpr unsigned most_cosine_fraction_bits = 14;
constexpr int largest_cosine = 1 << most_cosine_fraction_bits;

// An entry for every Hamming distance.
std::optional<Breach> table_length_reason(const ElsaSelectParameters& p) {
  if (p.cosine_table.size() == p.hash_bits + 1U) return std::nullopt;
  return Breach{
      fmt::format("{} entries for {} hash bits", p.cosine_table.size(), p.hash_bits),
      fmt::format("{} entries, one for each Hamming distance from 0 to {}", p.hash_bits + 1, p.hash_bits)};
}

std::optional<Breach> table_range_reason(const ElsaSelectParameters& p) {
  const int one = 1 << p.cosine_fraction_bits;
  const auto beyond =
      std::ranges::find_if(p.cosine_table, [one](int entry) { return entry > one || entry < -one; });
  if (beyond == p.cosine_table.end()) return std::nullopt;
  return Breach{fmt::format("{} is beyond {}, which is 1.0 with {} fraction bits", *beyond,
                            *beyond < 0 ? -one : one, p.cosine_fraction_bits),
                fmt::format("entries from {} to {}", -one, one)};
}

}  // namespace

ParameterTable elsa_select_table() {
  using P = ElsaSelectParameters;
  return TableBuilder<P>("elsa_select",
                         "ELSA's candidate selection: one bank of hash selectors and its arbiter")
      .add("maximum_keys", &P::maximum_keys, IntegerType{1, 1024}, "keys of all banks together (n)")
      .add("banks", &P::banks, IntegerType{1, 8}, "key y is in bank y mod banks (Pa)")
      .add("selectors", &P::selectors, IntegerType{1, 16}, "keys per cycle of this bank (Pc)")
      .add("hash_bits", &P::hash_bits, IntegerType{1, most_hash_bits}, "bits of a hash (k)")
      .add("queue_depth", &P::queue_depth, IntegerType{0, 1024},
           "entries of each selector's queue (D); 0: the larger of R and 6")
      .add("norm_format", &P::norm_format, FixedFormatType{false, 10, 8}, "format of a key's norm")
      .add("threshold_fraction_bits", &P::threshold_fraction_bits, IntegerType{1, 16},
           "fraction bits of the threshold that the cut-off is a multiple of")
      .add("cosine_fraction_bits", &P::cosine_fraction_bits, IntegerType{1, most_cosine_fraction_bits},
           "fraction bits of the table's entries")
      .add("cosine_table", &P::cosine_table,
           IntegerTableType{-largest_cosine, largest_cosine, 2, most_hash_bits + 1},
           "cosine of the estimated angle for each Hamming distance", "one more than `hash_bits`")
      .rule({"cosine_table", "hash_bits"}, table_length_reason)
      .rule({"cosine_table", "cosine_fraction_bits"}, table_range_reason)
      .build();
}

}  // namespace winnow::config

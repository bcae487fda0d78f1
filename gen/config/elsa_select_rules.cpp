// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "gen/config/part_rule.hpp"

namespace winnow::config {
namespace {

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

std::vector<PartRule<ElsaSelectParameters>> elsa_select_rules() {
  return {{{"cosine_table", "hash_bits"}, table_length_reason},
          {{"cosine_table", "cosine_fraction_bits"}, table_range_reason}};
}

}  // namespace winnow::config

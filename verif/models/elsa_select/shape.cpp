// SPDX-License-Identifier: Apache-2.0
#include "verif/models/elsa_select/shape.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::verif {
namespace {

// Bits that hold the numbers 0 to `largest`; at least one.
unsigned bits_for(unsigned largest) {
  unsigned bits = 1;
  while (largest >> bits != 0) ++bits;
  return bits;
}

unsigned quotient_up(unsigned value, unsigned by) {
  return (value + by - 1) / by;
}

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(std::string("elsa_select: ") + what);
}

}  // namespace

ElsaSelectShape::ElsaSelectShape(const config::ElsaSelectParameters& p)
    : maximum_keys(p.maximum_keys),
      banks(p.banks),
      selectors(p.selectors),
      hash_bits(p.hash_bits),
      tags(p.queries_ahead + 1),
      cosine(p.cosine_table) {
  require(maximum_keys >= 1 && maximum_keys <= 1024, "maximum_keys must be 1 to 1024");
  require(banks >= 1 && banks <= 8, "banks must be 1 to 8");
  require(selectors >= 1 && selectors <= 16, "selectors must be 1 to 16");
  require(hash_bits >= 1 && hash_bits <= 128, "hash_bits must be 1 to 128");
  require(p.queue_depth <= 1024, "queue_depth must be 0 to 1024");
  require(p.queries_ahead >= 1 && p.queries_ahead <= 3, "queries_ahead must be 1 to 3");
  require(!p.norm_format.is_signed, "norm_format must be unsigned");
  require(cosine.size() == hash_bits + 1U, "cosine_table must have an entry for every distance");
  bank_keys = quotient_up(maximum_keys, banks);
  rows = quotient_up(bank_keys, selectors);
  queue_depth = p.queue_depth;
  if (queue_depth == 0) queue_depth = std::max(rows, 6U);
  bank_bits = bits_for(banks - 1);
  number_bits = bits_for(maximum_keys - 1);
  keys_bits = bits_for(maximum_keys);
  row_bits = bits_for(rows - 1);
  address_bits = bits_for(bank_keys - 1);
  tag_bits = bits_for(tags - 1);
  count_bits = bits_for(bank_keys);
  norm_bits = p.norm_format.integer_bits + p.norm_format.fraction_bits;
  cutoff_bits = norm_bits + 2 + p.threshold_fraction_bits;
  const unsigned places = std::max(p.cosine_fraction_bits, p.threshold_fraction_bits);
  cosine_places = places - p.cosine_fraction_bits;
  cutoff_places = places - p.threshold_fraction_bits;
}

std::vector<ElsaSelectPort> ElsaSelectShape::inputs() const {
  return {{"rst_ni", 1},
          {"bank_i", bank_bits},
          {"query_valid_i", 1},
          {"query_hash_i", hash_bits},
          {"query_keys_i", keys_bits},
          {"query_number_i", number_bits},
          {"query_causal_i", 1},
          {"query_approximation_off_i", 1},
          {"query_cutoff_i", cutoff_bits},
          {"row_hash_i", selectors * hash_bits},
          {"row_norm_i", selectors * norm_bits},
          {"advance_i", 1}};
}

std::vector<ElsaSelectPort> ElsaSelectShape::outputs() const {
  return {{"query_ready_o", 1},
          {"row_read_o", 1},
          {"row_address_o", row_bits},
          {"candidate_valid_o", 1},
          {"candidate_address_o", address_bits},
          {"tag_o", tag_bits},
          {"count_o", count_bits},
          {"finishing_o", 1}};
}

unsigned ElsaSelectShape::keys_below(unsigned limit, unsigned bank) const {
  return limit > bank ? quotient_up(limit - bank, banks) : 0;
}

bool ElsaSelectShape::passes(unsigned distance, std::uint64_t norm, std::int64_t cutoff) const {
  const std::int64_t similarity = static_cast<std::int64_t>(norm) * cosine[distance];
  return similarity * (std::int64_t{1} << cosine_places) > cutoff * (std::int64_t{1} << cutoff_places);
}

}  // namespace winnow::verif

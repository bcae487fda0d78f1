// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gen/config/elsa_select_parameters.hpp"

namespace winnow::verif {

struct ElsaSelectPort {
  std::string name;
  unsigned width = 0;  // bits
};

// What docs/cores/elsa_select.md derives from the parameters, computed for the model alone.
struct ElsaSelectShape {
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit ElsaSelectShape(const config::ElsaSelectParameters& parameters);

  unsigned maximum_keys, banks, selectors, hash_bits;
  unsigned bank_keys;    // B, the most keys of a bank
  unsigned rows;         // R, the most rows of a bank
  unsigned queue_depth;  // D
  unsigned tags;         // T, the most queries in the bank
  unsigned bank_bits, number_bits, keys_bits, row_bits, address_bits, tag_bits, count_bits;
  unsigned norm_bits, cutoff_bits;
  unsigned cosine_places, cutoff_places;  // that a product and a cut-off move left to be compared
  std::vector<int> cosine;                // by Hamming distance

  std::vector<ElsaSelectPort> inputs() const;  // rst_ni first
  std::vector<ElsaSelectPort> outputs() const;

  // The keys of bank `bank` among keys 0 to `limit` - 1.
  unsigned keys_below(unsigned limit, unsigned bank) const;
  // A key's own comparison, masks aside.
  bool passes(unsigned distance, std::uint64_t norm, std::int64_t cutoff) const;
};

}  // namespace winnow::verif

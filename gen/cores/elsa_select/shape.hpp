// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gen/config/elsa_select_parameters.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa_select {

// Cycles from a row's read to its last one before its entries are in the queues.
inline constexpr unsigned way_length = 4;

// Sizes that follow from the parameters. Symbols are those of docs/cores/elsa_select.md.
struct Shape {
  explicit Shape(const config::ElsaSelectParameters& p)
      : keys(p.maximum_keys),
        banks(p.banks),
        selectors(p.selectors),
        hash_bits(p.hash_bits),
        norm_bits(p.norm_format.width()),
        bank_keys((keys - 1) / banks + 1),
        rows((bank_keys - 1) / selectors + 1),
        lanes(std::min(selectors, bank_keys)),
        tags(p.queries_ahead + 1),
        depth(p.queue_depth == 0 ? std::max(rows, way_length + 2) : p.queue_depth),
        threshold_fraction_bits(p.threshold_fraction_bits) {}

  unsigned row_keys() const {
    return banks * selectors;
  }  // numbers from one row's first key to the next one's
  unsigned bank_bits() const { return lib::index_bits(banks); }
  unsigned keys_bits() const { return lib::ceil_log2(keys + 1ULL); }
  unsigned number_bits() const { return lib::index_bits(keys); }
  unsigned row_bits() const { return lib::index_bits(rows); }
  unsigned address_bits() const { return lib::index_bits(bank_keys); }
  unsigned count_bits() const { return lib::ceil_log2(bank_keys + 1ULL); }
  unsigned tag_bits() const { return lib::index_bits(tags); }
  unsigned lane_bits() const { return lib::index_bits(lanes); }
  unsigned cutoff_bits() const { return norm_bits + 2 + threshold_fraction_bits; }

  unsigned keys, banks, selectors, hash_bits, norm_bits;
  unsigned bank_keys;  // B
  unsigned rows;       // R
  unsigned lanes;      // selectors that have a key in at least one row
  unsigned tags;       // T, the most queries in the bank
  unsigned depth;      // D
  unsigned threshold_fraction_bits;
};

}  // namespace winnow::cores::elsa_select

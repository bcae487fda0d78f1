// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "verif/models/elsa_attention/shape.hpp"
#include "verif/models/elsa_divide/shape.hpp"
#include "verif/models/elsa_hash/model.hpp"
#include "verif/models/elsa_norm/model.hpp"
#include "verif/models/elsa_select/shape.hpp"

namespace winnow::verif {

struct ElsaPort {
  std::string name;
  unsigned width = 0;  // bits
};

// What docs/cores/elsa.md derives from the parameters, computed for the model and the suite alone.
struct ElsaShape {
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit ElsaShape(const config::ElsaParameters& parameters);

  ElsaHashShape hash;
  ElsaNormShape norm;
  ElsaSelectShape select;        // of one bank
  ElsaAttentionShape attention;  // of one bank
  ElsaDivideShape divide;

  unsigned tokens, banks, selectors;           // n, Pa, Pc
  unsigned dimension, vector_bits, hash_bits;  // d, v, k
  unsigned lanes, chunks;                      // L, C
  unsigned hash_cycles;                        // H
  unsigned count_bits, number_bits;            // of how many tokens, of a token's number
  unsigned dimension_bits;                     // of how many elements
  unsigned address_bits;                       // a
  unsigned chunk_bits, candidates_bits;        // of a chunk's number, of a bank's candidates
  unsigned threshold_bits, scale_bits, output_bits;
  bool hides_preprocessing;

  // With hidden preprocessing: cycles from the issue of a head's last key to the first in which the head is
  // prepared.
  unsigned preparation_delay() const { return std::max(hash_cycles + 4, cutoff_delay()); }

  // Cycles from the issue of the last key to the first with the head's cut-off.
  unsigned cutoff_delay() const { return attention.dot_stages + 8; }
  unsigned bank_of(unsigned key) const { return key % banks; }
  unsigned address_of(unsigned key) const { return key / banks; }

  // In the order of inputs() and outputs().
  enum Input : std::size_t {
    in_reset,
    in_start,
    in_queries,
    in_keys,
    in_dimension,
    in_causal,
    in_off,
    in_threshold,
    in_scale,
    in_query_data,
    in_key_data,
    in_value_data,
    in_hash_key_data  // with hidden preprocessing only
  };
  enum Output : std::size_t {
    out_ready,
    out_done,
    out_error,
    out_query_read,
    out_query_address,
    out_key_read,
    out_key_address,
    out_value_read,
    out_value_address,
    out_write,
    out_address,
    out_chunk,
    out_data,
    out_taken,
    out_selected,
    out_candidates,
    out_begins,  // this and the next ones: with hidden preprocessing only
    out_hash_key_read,
    out_hash_key_address
  };

  std::vector<ElsaPort> inputs() const;  // rst_ni first
  std::vector<ElsaPort> outputs() const;
};

}  // namespace winnow::verif

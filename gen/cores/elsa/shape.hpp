// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/elsa_parameters.hpp"
#include "gen/cores/elsa_attention/shape.hpp"
#include "gen/cores/elsa_hash/schedule.hpp"
#include "gen/cores/elsa_select/shape.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa {

// Sizes that follow from the parameters. Symbols are those of docs/cores/elsa.md.
struct Shape {
  explicit Shape(const config::ElsaParameters& p)
      : tokens(p.maximum_tokens),
        banks(p.banks),
        hash_cycles(elsa_hash::Schedule(p.hash()).steps()),
        threshold_bits(p.threshold_fraction_bits + 2),
        output_bits(p.output_format.width()),
        select(p.select()),
        attention(p.attention()) {}

  unsigned count_bits() const { return lib::ceil_log2(tokens + 1ULL); }
  unsigned number_bits() const { return lib::index_bits(tokens); }
  // Room in the queue of query hashes.
  unsigned waiting_hashes() const { return select.tags; }
  unsigned dimension_bits() const { return lib::ceil_log2(attention.dimension + 1ULL); }

  unsigned tokens;          // n
  unsigned banks;           // Pa
  unsigned hash_cycles;     // H
  unsigned threshold_bits;  // G + 2
  unsigned output_bits;     // o
  elsa_select::Shape select;
  elsa_attention::Shape attention;
};

}  // namespace winnow::cores::elsa

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_types.hpp"
#include "gen/config/part_rule.hpp"

namespace winnow::config {

ParameterTable elsa_select_table() {
  using P = ElsaSelectParameters;
  TableBuilder<P> table("elsa_select",
                        "ELSA's candidate selection: one bank of hash selectors and its arbiter");
  table.add("maximum_keys", &P::maximum_keys, elsa_tokens_type, "keys of all banks together (n)")
      .add("banks", &P::banks, elsa_select_banks_type, "key y is in bank y mod banks (Pa)")
      .add("selectors", &P::selectors, elsa_selectors_type, "keys per cycle of this bank (Pc)")
      .add("hash_bits", &P::hash_bits, IntegerType{1, elsa_most_hash_bits}, "bits of a hash (k)")
      .add("queue_depth", &P::queue_depth, elsa_queue_depth_type,
           "entries of each selector's queue (D); 0: the larger of R and 6")
      .add("queries_ahead", &P::queries_ahead, elsa_queries_ahead_type,
           "queries that the scan may be ahead of the current one (A)")
      .add("norm_format", &P::norm_format, elsa_norm_type, "format of a key's norm")
      .add("threshold_fraction_bits", &P::threshold_fraction_bits, elsa_threshold_fraction_bits_type,
           "fraction bits of the threshold that the cut-off is a multiple of")
      .add("cosine_fraction_bits", &P::cosine_fraction_bits, elsa_cosine_fraction_bits_type,
           "fraction bits of the table's entries")
      .add("cosine_table", &P::cosine_table, elsa_cosine_table_type,
           "cosine of the estimated angle for each Hamming distance", "one more than `hash_bits`");
  for (const auto& rule : elsa_select_rules()) table.rule(rule.names, rule.check);
  return table.build();
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_attention_parameters.hpp"
#include "gen/config/elsa_sums.hpp"

namespace winnow::config {

ParameterTable elsa_attention_table() {
  using P = ElsaAttentionParameters;
  TableBuilder<P> table(
      "elsa_attention",
      "ELSA's attention over selected keys, one bank: dot product, exponential, weighted sums");
  table.add("vector_format", &P::vector_format, elsa_vector_type, "format of queries, keys and values")
      .add("dimension", &P::dimension, elsa_dimension_type, "elements of a vector (d)")
      .add("maximum_keys", &P::maximum_keys, elsa_keys_type, "keys of all banks together (n)")
      .add("banks", &P::banks, elsa_banks_type, "banks that the keys are spread over (Pa); this core is one")
      .add("scale_format", &P::scale_format, elsa_scale_type, "format of the run-time factor of the scores");
  add_elsa_sums(table);
  add_elsa_lanes(table, "sums of a finished query that are given out per cycle (mo)");
  return table.build();
}

}  // namespace winnow::config

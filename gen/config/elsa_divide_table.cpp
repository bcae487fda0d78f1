// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_divide_parameters.hpp"
#include "gen/config/elsa_sums.hpp"

namespace winnow::config {

ParameterTable elsa_divide_table() {
  using P = ElsaDivideParameters;
  TableBuilder<P> table("elsa_divide",
                        "ELSA's output division: adds the banks' sums and divides by the sum of weights");
  table.add("vector_format", &P::vector_format, elsa_vector_type, "format of the values that were summed")
      .add("dimension", &P::dimension, elsa_dimension_type, "elements of a vector (d)")
      .add("maximum_keys", &P::maximum_keys, elsa_keys_type, "keys of all banks together (n)")
      .add("banks", &P::banks, elsa_banks_type, "banks whose sums are added (Pa)");
  add_elsa_sums(table);
  add_elsa_lanes(table, "elements divided per cycle (mo)");
  add_elsa_output_format(table);
  return table.build();
}

}  // namespace winnow::config

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
  table
      .add("output_format", &P::output_format,
           FixedFormatType{.is_signed = true, .maximum_integer_bits = 8, .maximum_fraction_bits = 16},
           "format of the results", "at least 2 bits")
      .rule({"output_format"}, [](const P& p) -> std::optional<Breach> {
        if (p.output_format.width() >= 2) return std::nullopt;
        return Breach{.wrong = "s0.0 has no bit beside the sign", .mend = "give it one, such as s0.1"};
      });
  return table.build();
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_norm_parameters.hpp"
#include "gen/config/elsa_types.hpp"

namespace winnow::config {

ParameterTable elsa_norm_table() {
  using P = ElsaNormParameters;
  return TableBuilder<P>("elsa_norm", "ELSA's norm unit: square roots, their maximum, and the cut-off")
      .add("dimension", &P::dimension, IntegerType{1, elsa_most_elements}, "elements of a vector (d)")
      .add("vector_format", &P::vector_format, FixedFormatType{true, 6, 6}, "format of the elements")
      .add("norm_format", &P::norm_format, elsa_norm_type, "format of a norm")
      .add("threshold_fraction_bits", &P::threshold_fraction_bits, elsa_threshold_fraction_bits_type,
           "fraction bits of the threshold")
      .add("root_step_bits", &P::root_step_bits, elsa_root_step_bits_type,
           "fraction bits of the square root's table index")
      .add("root_table_bits", &P::root_table_bits, elsa_root_table_bits_type,
           "fraction bits of the square root's table entries")
      .build();
}

}  // namespace winnow::config

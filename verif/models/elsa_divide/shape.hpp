// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gen/config/elsa_divide_parameters.hpp"
#include "verif/models/elsa_attention/shape.hpp"

namespace winnow::verif {

// What docs/cores/elsa_divide.md derives from the parameters, computed for the model and the suite alone.
struct ElsaDivideShape {
  // Throws std::invalid_argument for parameters outside the page's ranges.
  explicit ElsaDivideShape(const config::ElsaDivideParameters& parameters);

  ElsaAttentionShape sums;  // of one bank
  unsigned banks;           // Pa
  unsigned output_integer_bits, output_fraction_bits;
  unsigned output_bits;  // o
  unsigned latency;
};

// One element: the page's "Wide sums" and "Float sums". `weights` and `values` are the banks' port values.
std::int64_t elsa_quotient(const ElsaDivideShape& shape, const std::vector<std::uint64_t>& weights,
                           const std::vector<std::uint64_t>& values);

}  // namespace winnow::verif

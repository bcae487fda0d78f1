// SPDX-License-Identifier: Apache-2.0
#include "gen/config/core_tables.hpp"
#include "gen/config/part_rule.hpp"

namespace winnow::config {

ParameterTable elsa_hash_table() {
  using P = ElsaHashParameters;
  TableBuilder<P> table(
      "elsa_hash", "hash of vectors: signs of a product with Kronecker products of small matrices (ELSA)");
  table.add("vector_format", &P::vector_format, FixedFormatType{true, 7, 8}, "format of a vector's elements")
      .add("multipliers", &P::multipliers, IntegerType{1, 65536}, "multipliers, all busy in every step (mh)",
           "a multiple of every factor's columns, a divisor of every stage's multiplications")
      .add("hash_factors", &P::hash_factors, HashFactorsType{},
           "batches of matrices whose Kronecker products, one below the other, are the hash matrix")
      .add("factor_fraction_bits", &P::factor_fraction_bits, IntegerType{1, 8},
           "fraction bits of the factors: their integers are from -2^F to 2^F - 1 (F)")
      .add("allow_idle_multipliers", &P::allow_idle_multipliers, BooleanType{},
           "stages may leave multipliers idle");
  for (const auto& rule : elsa_hash_rules()) table.rule(rule.names, rule.check);
  return table.build();
}

}  // namespace winnow::config

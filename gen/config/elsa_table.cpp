// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "gen/config/core_tables.hpp"
#include "gen/config/elsa_parameters.hpp"
#include "gen/config/elsa_sums.hpp"
#include "gen/config/elsa_types.hpp"
#include "gen/config/part_rule.hpp"

namespace winnow::config {
namespace {

using P = ElsaParameters;

// The rules of a part, with `own` in place of the part's name for a parameter.
template <class Part>
void add_rules(TableBuilder<P>& table, std::vector<PartRule<Part>> rules, Part (P::*part)() const,
               const std::string& name, const std::string& own) {
  for (PartRule<Part>& rule : rules) {
    std::ranges::replace(rule.names, name, own);
    table.rule(std::move(rule.names),
               [part, check = std::move(rule.check)](const P& p) { return check((p.*part)()); });
  }
}

// What the norm unit and the selection can take.
std::optional<Breach> size_reason(const P& p) {
  const unsigned columns = hash_columns(p.hash_factors), rows = hash_rows(p.hash_factors);
  if (columns <= elsa_most_elements && rows <= elsa_most_hash_bits) return std::nullopt;
  return Breach{
      .wrong = fmt::format("they make hashes of {} bits from vectors of {} elements", rows, columns),
      .mend =
          fmt::format("give at most {} rows and {} columns in all", elsa_most_hash_bits, elsa_most_elements)};
}

std::optional<Breach> division_reason(const P& p) {
  const unsigned columns = hash_columns(p.hash_factors);
  if (p.division_multipliers <= columns) return std::nullopt;
  return Breach{
      .wrong = fmt::format("{} multipliers for rows of {} elements", p.division_multipliers, columns),
      .mend = fmt::format("give at most {}", columns)};
}

void add_selection(TableBuilder<P>& table) {
  table.add("norm_format", &P::norm_format, elsa_norm_type, "format of a key's norm")
      .add("root_step_bits", &P::root_step_bits, elsa_root_step_bits_type,
           "fraction bits of the square root's table index")
      .add("root_table_bits", &P::root_table_bits, elsa_root_table_bits_type,
           "fraction bits of the square root's table entries")
      .add("threshold_fraction_bits", &P::threshold_fraction_bits, elsa_threshold_fraction_bits_type,
           "fraction bits of a head's threshold")
      .add("cosine_fraction_bits", &P::cosine_fraction_bits, elsa_cosine_fraction_bits_type,
           "fraction bits of the cosine table's entries")
      .add("cosine_table", &P::cosine_table, elsa_cosine_table_type,
           "cosine of the estimated angle for each Hamming distance",
           "one more than the rows of `hash_factors`")
      .add("queue_depth", &P::queue_depth, elsa_queue_depth_type,
           "entries of each selector's queue; 0: a bank's rows, at least 6")
      .add("queries_ahead", &P::queries_ahead, elsa_queries_ahead_type,
           "queries that selection may be ahead of attention");
  add_rules(table, elsa_select_rules(), &P::select, "hash_bits", "hash_factors");
}

void add_hash(TableBuilder<P>& table) {
  table
      .add("hash_factors", &P::hash_factors, HashFactorsType{},
           "batches of matrices whose Kronecker products, one below the other, are the hash matrix",
           "at most 128 rows and columns in all")
      .add("factor_fraction_bits", &P::factor_fraction_bits, IntegerType{1, 8},
           "fraction bits of the factors")
      .add("allow_idle_multipliers", &P::allow_idle_multipliers, BooleanType{},
           "stages of the hash may leave multipliers idle");
  table.rule({"hash_factors"}, size_reason);
  add_rules(table, elsa_hash_rules(), &P::hash, "multipliers", "hash_multipliers");
}

}  // namespace

ParameterTable elsa_table() {
  TableBuilder<P> table("elsa", "ELSA's accelerator: attention heads over hashed and selected keys");
  table.add("maximum_tokens", &P::maximum_tokens, elsa_tokens_type, "queries, and keys, of a head (n)")
      .add("banks", &P::banks, elsa_select_banks_type, "banks of keys, each with an attention module (Pa)")
      .add("selectors", &P::selectors, elsa_selectors_type, "keys per cycle that each bank compares (Pc)")
      .add("hash_multipliers", &P::hash_multipliers, IntegerType{1, 65536},
           "multipliers of the hash computation (mh)",
           "a multiple of every factor's columns, a divisor of every stage's multiplications")
      .add("division_multipliers", &P::division_multipliers, elsa_lanes_type,
           "elements of a row divided per cycle (mo)", "at most the columns of `hash_factors`")
      .add("hide_preprocessing", &P::hide_preprocessing, BooleanType{},
           "hash the next head's keys while a head executes")
      .add("vector_format", &P::vector_format, elsa_vector_type, "format of queries, keys and values");
  add_hash(table);
  add_selection(table);
  table.add("scale_format", &P::scale_format, elsa_scale_type, "format of the run-time factor of the scores");
  add_elsa_sums(table);
  add_elsa_output_format(table);
  table.rule({"division_multipliers", "hash_factors"}, division_reason);
  return table.build();
}

}  // namespace winnow::config

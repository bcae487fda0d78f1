// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/formal/elsa_proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verif/tests/formal/emitted_core.hpp"

namespace winnow::formal {
namespace {

unsigned divided(unsigned number, unsigned by) {
  return (number + by - 1) / by;
}

unsigned address_bits(unsigned count) {
  return std::max(bits_for(count), 1U);
}

// What rtl/elsa_select_proof.v has, too.
std::string cosine_table(unsigned hash_bits) {
  std::string table = "2, 1";
  for (unsigned distance = 2; distance <= hash_bits; ++distance) table += ", -1";
  return table;
}

std::string config_of(const std::string& kind, const std::string& parameters) {
  return fmt::format(R"({{"winnow": 1, "core": "{}", "name": "dut", "parameters": {{{}}}}})", kind,
                     parameters);
}

// The smallest that the formats allow.
std::string sums_of(bool wide) {
  return wide ? R"("sums": "wide", "sum_fraction_bits": 8, "term_fraction_bits": 1)"
              : R"("sums": "float", "sum_fraction_bits": 1, "term_fraction_bits": 1)";
}

// Of a query whose rows are read one after the other, and each of whose candidates then takes a cycle; a
// shallow queue lets fewer than one row in a cycle in.
unsigned latency(const ElsaSelectCase& core, unsigned bank_keys, unsigned rows) {
  const unsigned depth = core.depth == 0 ? std::max(rows, 6U) : core.depth;
  return (depth < 5 ? 5 * rows : rows) + bank_keys + 5;
}

// Of a head with as many keys and queries as there may be, each of which is let go as late as can be. The
// hash of a vector takes as many cycles as the vector has elements, a dot product one, the division four or
// more.
unsigned latency(const ElsaCase& core) {
  const unsigned bank_keys = divided(core.tokens, core.banks), rows = divided(bank_keys, core.selectors);
  const unsigned hash = core.dimension, product = 1;
  const unsigned division = std::max(bits_for(core.banks), 1U) + 3;
  const unsigned prepared = core.tokens * hash + std::max(hash + 4, product + 8);
  const unsigned accepted = 1 + prepared + (core.hides ? 2 * hash + 5 : 0);
  const unsigned query = rows + bank_keys + 5 + (core.hides ? hash : 0);
  return accepted + core.tokens * query + product + division + core.dimension + 11;
}

}  // namespace

ElsaSelectCase::operator CoreProof() const {
  const unsigned bank_keys = divided(keys, banks), rows = divided(bank_keys, selectors);
  return {.kind = "elsa_select",
          .text = fmt::format("elsa_select n={} Pa={} Pc={} k={} w={} D={}", keys, banks, selectors,
                              hash_bits, norm_bits, depth),
          .config = config_of(
              "elsa_select",
              fmt::format(R"("maximum_keys": {}, "banks": {}, "selectors": {}, "hash_bits": {},
                             "queue_depth": {}, "norm_format": "u{}.0", "threshold_fraction_bits": 1,
                             "cosine_fraction_bits": 1, "cosine_table": [{}])",
                          keys, banks, selectors, hash_bits, depth, norm_bits, cosine_table(hash_bits))),
          .sizes = {{"KEYS", keys},
                    {"BANKS", banks},
                    {"LANES", selectors},
                    {"BANK_BITS", address_bits(banks)},
                    {"HASH_BITS", hash_bits},
                    {"NORM_BITS", norm_bits},
                    {"COUNT_BITS", bits_for(keys + 1)},
                    {"NUMBER_BITS", address_bits(keys)},
                    {"ROW_BITS", address_bits(rows)},
                    {"ADDRESS_BITS", address_bits(bank_keys)},
                    {"GIVEN_BITS", bits_for(bank_keys + 1)},
                    {"LATENCY", latency(*this, bank_keys, rows)}},
          .port_sizes = {{"TAG_BITS", "tag_o"}},
          .properties = {"lost_o", "unpicked_o", "order_o", "counted_o", "tagged_o", "misread_o",
                         "invented_o", "crowded_o", "withdrawn_o", "late_o", "closed_o", own_checks},
          .group_properties = {"lost_o", "unpicked_o"}};
}

ElsaCase::operator CoreProof() const {
  const unsigned bank_keys = divided(tokens, banks);
  const unsigned vector_bits = 2;
  return {
      .kind = "elsa",
      .text = fmt::format("elsa n={} Pa={} Pc={} d={}{}", tokens, banks, selectors, dimension,
                          hides ? " hidden" : ""),
      .config = config_of(
          "elsa", fmt::format(R"("maximum_tokens": {}, "banks": {}, "selectors": {}, "hash_multipliers": {},
                             "hide_preprocessing": {}, "hash_factors": [[{}]], "factor_fraction_bits": 1,
                             "division_multipliers": 1, "vector_format": "s0.1", "norm_format": "u1.0",
                             "root_step_bits": 1, "root_table_bits": 8, "threshold_fraction_bits": 1,
                             "cosine_fraction_bits": 1, "cosine_table": [{}], "scale_format": "u0.1",
                             "term_fraction_bits": 1, "sums": "float", "sum_fraction_bits": 1,
                             "output_format": "s1.0")",
                              tokens, banks, selectors, dimension, hides,
                              dimension == 1 ? "[[1]]" : "[[1, 1], [1, -1]]", cosine_table(dimension))),
      .sizes = {{"TOKENS", tokens},
                {"BANKS", banks},
                {"DIMENSION", dimension},
                {"CHUNKS", dimension},
                {"VECTOR_BITS", vector_bits * dimension},
                {"COUNT_BITS", bits_for(tokens + 1)},
                {"NUMBER_BITS", address_bits(tokens)},
                {"DIMENSION_BITS", bits_for(dimension + 1)},
                {"ADDRESS_BITS", address_bits(bank_keys)},
                {"GIVEN_BITS", bits_for(bank_keys + 1)},
                {"CHUNK_BITS", address_bits(dimension)},
                {"MOST", hides ? 2 : 1},
                {"LATENCY", latency(*this)}},
      .defines = hides ? std::vector<std::string>{"HAS_HIDING"} : std::vector<std::string>{},
      .freed = {"dut_select_selector"},
      .properties = {"invented_o", "crowded_o", "mistaken_o", "misread_o", "unhashed_o", "requeried_o",
                     "misplaced_o", "unwritten_o", "counted_o", "selected_o", "unvalued_o", "late_o",
                     "closed_o", own_checks}};
}

ElsaHashCase::operator CoreProof() const {
  const bool has_two_batches = hash_bits == 3;
  const std::string factors = has_two_batches ? "[[[1, 1], [1, -1]]], [[[-1, 0]]]" : "[[[1, 1], [1, -1]]]";
  return {.kind = "elsa_hash",
          .text = fmt::format("elsa_hash d=2 k={} element={}", hash_bits, element_bits),
          .config = config_of("elsa_hash", fmt::format(R"("vector_format": "s0.{}", "multipliers": 2,
                                                          "hash_factors": [{}], "factor_fraction_bits": 1)",
                                                       element_bits - 1, factors)),
          .sizes = {{"ELEMENT_BITS", element_bits}, {"HASH_BITS", hash_bits}, {"STEPS", hash_bits}},
          .properties = {"withdrawn_o", "changed_o", "lost_o", "invented_o", "crowded_o", "late_o",
                         "closed_o", own_checks},
          .group_properties = {"lost_o"}};
}

ElsaAttentionCase::operator CoreProof() const {
  return {
      .kind = "elsa_attention",
      .text = fmt::format("elsa_attention d={} n={}{}", dimension, keys, wide ? " wide" : ""),
      .config = config_of("elsa_attention",
                          fmt::format(R"("vector_format": "s0.1", "dimension": {}, "maximum_keys": {},
                                             "banks": 1, "scale_format": "u0.1", "lanes": 1, {})",
                                      dimension, keys, sums_of(wide))),
      .sizes = {{"ELEMENT_BITS", 2},
                {"DIMENSION", dimension},
                {"CHUNKS", dimension},
                {"CHUNK_BITS", address_bits(dimension)},
                {"ADDRESS_BITS", address_bits(keys)},
                {"NORM_BITS", 2 + bits_for(dimension + 1)}},
      .defines = wide ? std::vector<std::string>{"HAS_WIDE"} : std::vector<std::string>{},
      .port_sizes = {{"WEIGHT_BITS", "sums_weight_o"},
                     {"VALUE_BITS", "sums_value_o"},
                     {"SCALE_BITS", "scale_i"}},
      .properties = {"unread_o", "queried_o", "unvalued_o", "normed_o", "square_o", "summed_o", "empty_o"}};
}

ElsaNormCase::operator CoreProof() const {
  return {.kind = "elsa_norm",
          .text = fmt::format("elsa_norm d={} f={}", dimension, fraction_bits),
          .config = config_of("elsa_norm",
                              fmt::format(R"("vector_format": "s0.1", "dimension": {}, "norm_format": "u1.{}",
                                             "threshold_fraction_bits": 1, "root_step_bits": 1,
                                             "root_table_bits": 8)",
                                          dimension, fraction_bits)),
          .sizes = {{"LATENCY", 3},
                    {"NORM_BITS", fraction_bits + 1},
                    {"THRESHOLD_BITS", 3},
                    {"CUTOFF_BITS", fraction_bits + 4}},
          .port_sizes = {{"SQUARE_BITS", "square_i"}},
          .properties = {"lost_o", "invented_o", "nonzero_o", "mistaken_o", "product_o"}};
}

ElsaDivideCase::operator CoreProof() const {
  return {.kind = "elsa_divide",
          .text = fmt::format("elsa_divide Pa={}{}", banks, wide ? " wide" : ""),
          .config = config_of("elsa_divide",
                              fmt::format(R"("vector_format": "s0.1", "dimension": 2, "maximum_keys": 2,
                                             "banks": {}, "lanes": 1, "output_format": "s1.0", {})",
                                          banks, sums_of(wide))),
          .sizes = {{"LATENCY", wide ? 6 : std::max(bits_for(banks), 1U) + 3},
                    {"CHUNK_BITS", 1},
                    {"RESULT_BITS", 2}},
          .port_sizes = {{"WEIGHT_BITS", "sums_weight_i"}, {"VALUE_BITS", "sums_value_i"}},
          .properties = {"lost_o", "invented_o", "changed_o", "nonzero_o"}};
}

}  // namespace winnow::formal

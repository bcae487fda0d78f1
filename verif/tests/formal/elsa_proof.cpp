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

// Of a query whose rows are read one after the other, and each of whose candidates then takes a cycle; a
// shallow queue lets fewer than one row in a cycle in.
unsigned latency(const ElsaSelectCase& core, unsigned bank_keys, unsigned rows) {
  const unsigned depth = core.depth == 0 ? std::max(rows, 6U) : core.depth;
  return (depth < 5 ? 5 * rows : rows) + bank_keys + 5;
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

}  // namespace winnow::formal

// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa/parts.hpp"

namespace winnow::cores::elsa {
namespace {

Bank build_bank(hdl::Builder& b, const Elsa::Params& p, unsigned number) {
  const std::string suffix = "_" + std::to_string(number);
  Bank bank{.memory = b.instance<KeyMemory>("key_memory" + suffix, {p.core, p.parameters}),
            .select = b.instance<elsa_select::ElsaSelect>("select" + suffix,
                                                          {p.core + "_select", p.parameters.select()}),
            .attention = b.instance<elsa_attention::Attention>(
                "attention" + suffix, {p.core + "_attention", p.parameters.attention()})};
  bank.select.bank.drive(b.constant(elsa_select::Shape(p.parameters.select()).bank_bits(), number));
  return bank;
}

}  // namespace

Parts build_parts(hdl::Builder& b, const Elsa::Params& p) {
  std::vector<Bank> banks;
  for (unsigned i = 0; i < p.parameters.banks; ++i) banks.push_back(build_bank(b, p, i));
  const Shape shape(p.parameters);
  const lib::Fifo::Params query_hashes{.width = shape.select.hash_bits, .depth = shape.waiting_hashes()};
  std::optional<KeySquare::Ports> square;
  if (p.parameters.hide_preprocessing)
    square.emplace(b.instance<KeySquare>("key_square", {p.core, p.parameters}));
  return {.issue = b.instance<Issue>("issue", {p.core, p.parameters}),
          .square = std::move(square),
          .hash = b.instance<elsa_hash::ElsaHash>("hash", {p.core + "_hash", p.parameters.hash()}),
          .queue = b.instance<lib::Fifo>("query_hashes", query_hashes),
          .norm = b.instance<elsa_norm::ElsaNorm>("norm", {p.core + "_norm", p.parameters.norm()}),
          .banks = std::move(banks),
          .divide = b.instance<elsa_divide::Divide>("divide", {p.core + "_divide", p.parameters.divide()})};
}

}  // namespace winnow::cores::elsa

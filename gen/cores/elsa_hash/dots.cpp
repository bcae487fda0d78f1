// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/dots.hpp"

#include "gen/lib/adder_tree.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa_hash {

using hdl::SInt;
using hdl::UInt;

unsigned Dots::sum_bits(const Params& p, unsigned columns) {
  return p.operand_bits + p.factor_bits + lib::ceil_log2(columns);
}

std::string Dots::name(const Params& p) {
  std::string name = "elsa_hash_dots_" + std::to_string(p.terms) + "x" + std::to_string(p.operand_bits) +
                     "x" + std::to_string(p.factor_bits);
  for (const unsigned columns : p.columns) name += "_" + std::to_string(columns);
  return name;
}

Dots::Ports::Ports(hdl::Io& io, const Params& p)
    : operands(io.in<UInt>("operands_i", p.terms * p.operand_bits,
                           {{{"multiplier", p.terms}}, p.operand_bits, true, "elements at work", ""})),
      factors(io.in<UInt>("factors_i", p.terms * p.factor_bits,
                          {{{"multiplier", p.terms}}, p.factor_bits, true, "constants of the step", ""})) {
  for (const unsigned columns : p.columns) {
    const unsigned lanes = p.terms / columns, bits = sum_bits(p, columns);
    sums.push_back(io.out<UInt>("sums_" + std::to_string(columns) + "_o", lanes * bits,
                                {{{"lane", lanes}}, bits, true, "dot products of this many terms", ""}));
  }
}

void Dots::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document(std::to_string(p.terms) + " multipliers of " + std::to_string(p.operand_bits) + " by " +
             std::to_string(p.factor_bits) + " bits, and their adder trees.");
  std::vector<SInt> products;
  for (unsigned i = 0; i < p.terms; ++i) {
    const SInt operand = io.operands.bits((i + 1) * p.operand_bits - 1, i * p.operand_bits).as_sint();
    const SInt factor = io.factors.bits((i + 1) * p.factor_bits - 1, i * p.factor_bits).as_sint();
    products.push_back((operand * factor).named("product_" + std::to_string(i)));
  }
  for (std::size_t kind = 0; kind < p.columns.size(); ++kind) {
    const unsigned columns = p.columns[kind];
    std::vector<hdl::Value> lanes;  // the highest first
    for (unsigned lane = p.terms / columns; lane-- > 0;) {
      const auto first = products.begin() + lane * columns;
      lanes.push_back(lib::sum(std::vector<SInt>(first, first + columns)).extend(sum_bits(p, columns)));
    }
    io.sums[kind].drive(concatenate(lanes));
  }
}

}  // namespace winnow::cores::elsa_hash

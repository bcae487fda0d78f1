// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/dots.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "gen/cores/elsa_hash/by_step.hpp"
#include "gen/lib/adder_tree.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa_hash {

using hdl::Reset;
using hdl::SInt;
using hdl::UInt;

namespace {

std::optional<hdl::In<UInt>> next_step_port(hdl::Io& io, const Dots::Params& p) {
  if (!p.has_choice()) return std::nullopt;
  return io.in<UInt>("next_step_i", lib::index_bits(p.steps()),
                     {{}, 0, false, "step of the vector in the next cycle", ""});
}

bool is_chosen(const Dots::Factors& factors) {
  std::set<int> values;
  for (const std::optional<int>& value : factors) {
    if (value) values.insert(*value);
  }
  return values.size() > 1;
}

// The constant that the multiplier takes in the step that `step` says.
SInt constant_of(hdl::Builder& b, const UInt& step, const Dots::Params& p, const Dots::Factors& factors) {
  std::map<int, SInt> nodes;  // equal constants are one value, so that nothing chooses between them
  std::vector<std::optional<SInt>> values;
  for (const std::optional<int>& value : factors) {
    if (value && !nodes.contains(*value)) nodes.emplace(*value, b.constant_signed(p.factor_bits, *value));
    values.push_back(value ? std::optional(nodes.at(*value)) : std::nullopt);
  }
  return by_step(step, std::move(values));
}

// By multiplier. Multipliers with the same constants share a register. It needs no reset: in the cycle before
// a vector's first step the next step is 0.
std::vector<SInt> constants(hdl::Builder& b, const Dots::Ports& io, const Dots::Params& p) {
  UInt next_step = b.constant(1, 0);
  if (io.next_step) next_step = *io.next_step;
  std::map<Dots::Factors, SInt> known;
  std::vector<SInt> result;
  for (const Dots::Factors& factors : p.factors) {
    if (!known.contains(factors)) {
      SInt constant = constant_of(b, next_step, p, factors);
      if (is_chosen(factors)) {
        const auto held = b.reg<SInt>("factor_" + std::to_string(known.size()), p.factor_bits, Reset::none);
        held.next(constant);
        constant = held;
      }
      known.emplace(factors, constant);
    }
    result.push_back(known.at(factors));
  }
  return result;
}

}  // namespace

bool Dots::Params::has_choice() const {
  return std::any_of(factors.begin(), factors.end(), is_chosen);
}

unsigned Dots::sum_bits(const Params& p, unsigned columns) {
  return p.operand_bits + p.factor_bits + lib::ceil_log2(columns);
}

Dots::Ports::Ports(hdl::Io& io, const Params& p)
    : next_step(next_step_port(io, p)),
      operands(io.in<UInt>("operands_i", p.terms() * p.operand_bits,
                           {{{"multiplier", p.terms()}}, p.operand_bits, true, "elements at work", ""})) {
  for (const unsigned columns : p.columns) {
    const unsigned lanes = p.terms() / columns, bits = sum_bits(p, columns);
    sums.push_back(io.out<UInt>("sums_" + std::to_string(columns) + "_o", lanes * bits,
                                {{{"lane", lanes}}, bits, true, "dot products of this many terms", ""}));
  }
}

void Dots::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document(std::to_string(p.terms()) + " multipliers of " + std::to_string(p.operand_bits) + " by " +
             std::to_string(p.factor_bits) + " bits, and their adder trees.");
  const std::vector<SInt> factors = constants(b, io, p);
  std::vector<SInt> products;
  for (unsigned i = 0; i < p.terms(); ++i) {
    const SInt operand = io.operands.bits((i + 1) * p.operand_bits - 1, i * p.operand_bits).as_sint();
    products.push_back((operand * factors[i]).named("product_" + std::to_string(i)));
  }
  for (std::size_t kind = 0; kind < p.columns.size(); ++kind) {
    const unsigned columns = p.columns[kind];
    std::vector<hdl::Value> lanes;  // the highest first
    for (unsigned lane = p.terms() / columns; lane-- > 0;) {
      const auto first = products.begin() + lane * columns;
      lanes.push_back(lib::sum(std::vector<SInt>(first, first + columns)).extend(sum_bits(p, columns)));
    }
    io.sums[kind].drive(concatenate(lanes));
  }
}

}  // namespace winnow::cores::elsa_hash

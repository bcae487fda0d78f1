// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/factors.hpp"

#include <algorithm>
#include <map>

#include "gen/cores/elsa_hash/by_step.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::cores::elsa_hash {

using hdl::SInt;
using hdl::UInt;

namespace {

// In the step that `step` numbers.
SInt chosen(hdl::Builder& b, const UInt& step, const Constants& constants, unsigned bits) {
  std::map<int, SInt> nodes;  // equal constants are one value, so that nothing chooses between them
  std::vector<std::optional<SInt>> values;
  for (const std::optional<int>& number : constants) {
    if (!number) {
      values.emplace_back();
      continue;
    }
    if (!nodes.contains(*number)) nodes.emplace(*number, b.constant_signed(bits, *number));
    values.emplace_back(nodes.at(*number));
  }
  return by_step(step, std::move(values));
}

}  // namespace

bool varies(const Constants& constants) {
  return std::ranges::any_of(constants,
                             [&](const auto& number) { return number && *number != only_value(constants); });
}

int only_value(const Constants& constants) {
  return **std::ranges::find_if(constants, [](const auto& number) { return number.has_value(); });
}

Factors::Ports::Ports(hdl::Io& io, const Params& p)
    : next_step(io.in<UInt>("next_step_i", lib::index_bits(p.steps()),
                            {{}, 0, false, "number of the step in the next cycle", ""})),
      factors(io.out<UInt>("factors_o", static_cast<unsigned>(p.constants.size()) * p.factor_bits,
                           {{{"multiplier", static_cast<unsigned>(p.constants.size())}},
                            p.factor_bits,
                            true,
                            "constants of the step",
                            ""})) {}

void Factors::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.document("Constants of some multipliers, step by step.");
  const auto step = b.reg<UInt>("step", io.next_step.width());
  step.next(io.next_step);
  std::vector<hdl::Value> factors;  // the highest first
  for (auto constants = p.constants.rbegin(); constants != p.constants.rend(); ++constants)
    factors.push_back(chosen(b, step, *constants, p.factor_bits));
  io.factors.drive(concatenate(factors));
}

}  // namespace winnow::cores::elsa_hash

// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/multipliers.hpp"

#include <algorithm>
#include <string>

#include "gen/cores/elsa_hash/by_step.hpp"
#include "gen/lib/adder_tree.hpp"

namespace winnow::cores::elsa_hash {
namespace {

using hdl::SInt;

// Bits of the widest constant, two's complement.
unsigned widest_constant(const Schedule& schedule) {
  unsigned bits = 1;
  for (const Stage& stage : schedule.stages()) {
    for (const std::vector<int>& row : *stage.factor) {
      for (const int entry : row) {
        while (entry < -(1 << (bits - 1)) || entry >= 1 << (bits - 1)) ++bits;
      }
    }
  }
  return bits;
}

}  // namespace

Multipliers::Multipliers(hdl::Builder& b, const Schedule& schedule, const hdl::UInt& step,
                         std::vector<SInt> elements)
    : b_(b),
      schedule_(schedule),
      step_(step),
      elements_(std::move(elements)),
      constant_bits_(widest_constant(schedule)) {
  std::vector<SInt> products;
  for (unsigned multiplier = 0; multiplier < schedule.multipliers(); ++multiplier)
    products.push_back(
        (operand(multiplier) * constant(multiplier)).named("product_" + std::to_string(multiplier)));
  for (const Stage& stage : schedule.stages()) {
    const unsigned columns = stage.columns();
    for (unsigned lane = 0; lane < std::min(stage.lanes, stage.outputs); ++lane) {
      if (dots_.contains({columns, lane})) continue;
      const auto first = products.begin() + lane * columns;
      const std::string name = "dot_" + std::to_string(columns) + "_" + std::to_string(lane);
      const SInt sum = lib::sum(std::vector<SInt>(first, first + columns));
      dots_.emplace(std::pair(columns, lane), columns == 1 ? sum : sum.named(name));
    }
  }
}

SInt Multipliers::operand(unsigned multiplier) {
  std::vector<std::optional<unsigned>> numbers;
  std::vector<std::optional<SInt>> values;
  for (unsigned step = 0; step < schedule_.steps(); ++step) {
    const std::optional<Work> work = schedule_.work(step, multiplier);
    numbers.push_back(work ? std::optional(work->element) : std::nullopt);
    values.push_back(work ? std::optional(elements_[work->element]) : std::nullopt);
  }
  const auto known = operands_.find(numbers);
  if (known != operands_.end()) return known->second;
  return operands_.emplace(numbers, by_step(step_, std::move(values))).first->second;
}

SInt Multipliers::constant(unsigned multiplier) {
  std::vector<std::optional<int>> numbers;
  for (unsigned step = 0; step < schedule_.steps(); ++step) {
    const std::optional<Work> work = schedule_.work(step, multiplier);
    numbers.push_back(work ? std::optional(work->constant) : std::nullopt);
  }
  const auto known = constants_.find(numbers);
  if (known != constants_.end()) return known->second;
  std::map<int, SInt> nodes;  // equal constants are one value, so that nothing chooses between them
  std::vector<std::optional<SInt>> values;
  for (const std::optional<int>& number : numbers) {
    if (!number) {
      values.emplace_back();
      continue;
    }
    if (!nodes.contains(*number)) nodes.emplace(*number, b_.constant_signed(constant_bits_, *number));
    values.emplace_back(nodes.at(*number));
  }
  const std::string name = "factor_" + std::to_string(constants_.size());
  const SInt chosen = by_step(step_, std::move(values));
  return constants_.emplace(numbers, nodes.size() > 1 ? chosen.named(name) : chosen).first->second;
}

}  // namespace winnow::cores::elsa_hash

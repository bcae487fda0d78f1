// SPDX-License-Identifier: Apache-2.0
#include "gen/cores/elsa_hash/multipliers.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <string>

#include "gen/cores/elsa_hash/by_step.hpp"

namespace winnow::cores::elsa_hash {
namespace {

using hdl::SInt;

// Bits of the widest factor entry, two's complement.
unsigned widest_entry(const Schedule& schedule) {
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

std::vector<unsigned> all_columns(const Schedule& schedule) {
  std::set<unsigned> columns;
  for (const Stage& stage : schedule.stages()) columns.insert(stage.columns());
  return {columns.begin(), columns.end()};
}

}  // namespace

Multipliers::Multipliers(hdl::Builder& b, std::string core, const Schedule& schedule, Step step,
                         std::vector<SInt> elements)
    : b_(b),
      core_(std::move(core)),
      schedule_(schedule),
      step_(std::move(step)),
      elements_(std::move(elements)),
      factor_bits_(widest_entry(schedule)),
      columns_(all_columns(schedule)) {
  for (const unsigned columns : columns_) group_size_ = std::lcm(group_size_, columns);
  for (unsigned first = 0; first < schedule.multipliers(); first += group_size_)
    add_group(first, std::min(group_size_, schedule.multipliers() - first));
}

void Multipliers::add_group(unsigned first, unsigned terms) {
  Dots::Params params{terms, schedule_.element_bits(), factor_bits_, {}};
  std::copy_if(columns_.begin(), columns_.end(), std::back_inserter(params.columns),
               [&](unsigned columns) { return columns <= terms; });
  std::vector<hdl::Value> operands;  // the highest first
  for (unsigned i = terms; i-- > 0;) operands.push_back(operand(first + i));
  const Dots::Ports ports = b_.instance<Dots>("dots_" + std::to_string(groups_.size()), params);
  ports.operands.drive(concatenate(operands));
  ports.factors.drive(factors(first, terms));
  groups_.push_back({params, ports});
}

SInt Multipliers::dot(unsigned columns, unsigned lane) const {
  const unsigned first = lane * columns;
  const Group& group = groups_[first / group_size_];
  const unsigned bits = Dots::sum_bits(group.params, columns), place = first % group_size_ / columns;
  const auto kind = std::find(group.params.columns.begin(), group.params.columns.end(), columns);
  const auto& sums = group.ports.sums[static_cast<std::size_t>(kind - group.params.columns.begin())];
  return sums.bits((place + 1) * bits - 1, place * bits).as_sint();
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
  return operands_.emplace(numbers, by_step(step_.now, std::move(values))).first->second;
}

Constants Multipliers::constants(unsigned multiplier) const {
  Constants numbers;
  for (unsigned step = 0; step < schedule_.steps(); ++step) {
    const std::optional<Work> work = schedule_.work(step, multiplier);
    numbers.push_back(work ? std::optional(work->constant) : std::nullopt);
  }
  return numbers;
}

// Of multipliers `first` and up. Groups with the same constants are instances of the same module.
hdl::UInt Multipliers::factors(unsigned first, unsigned terms) {
  Factors::Params params{core_, 0, factor_bits_, {}};
  for (unsigned i = 0; i < terms; ++i) params.constants.push_back(constants(first + i));
  if (!std::ranges::any_of(params.constants, varies)) {
    std::vector<hdl::Value> fixed;  // the highest first
    for (unsigned i = terms; i-- > 0;)
      fixed.push_back(b_.constant_signed(factor_bits_, only_value(params.constants[i])));
    return concatenate(fixed);
  }
  const auto known = std::ranges::find(factor_modules_, params.constants);
  params.number = static_cast<unsigned>(known - factor_modules_.begin());
  if (known == factor_modules_.end()) factor_modules_.push_back(params.constants);
  const auto ports = b_.instance<Factors>("factors_" + std::to_string(groups_.size()), params);
  ports.next_step.drive(step_.next);
  return ports.factors;
}

}  // namespace winnow::cores::elsa_hash

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

Multipliers::Multipliers(hdl::Builder& b, const Schedule& schedule, std::string core, const hdl::UInt& step,
                         const hdl::UInt& next_step, std::vector<SInt> elements)
    : b_(b),
      schedule_(schedule),
      core_(std::move(core)),
      step_(step),
      next_step_(next_step),
      elements_(std::move(elements)),
      factor_bits_(widest_entry(schedule)),
      columns_(all_columns(schedule)) {
  for (const unsigned columns : columns_) group_size_ = std::lcm(group_size_, columns);
  for (unsigned first = 0; first < schedule.multipliers(); first += group_size_)
    add_group(first, std::min(group_size_, schedule.multipliers() - first));
}

void Multipliers::add_group(unsigned first, unsigned terms) {
  Dots::Params params;
  params.operand_bits = schedule_.element_bits();
  params.factor_bits = factor_bits_;
  std::copy_if(columns_.begin(), columns_.end(), std::back_inserter(params.columns),
               [&](unsigned columns) { return columns <= terms; });
  for (unsigned i = 0; i < terms; ++i) params.factors.push_back(factors(first + i));
  params.name = name_of(params);
  std::vector<hdl::Value> operands;  // the highest first
  for (unsigned i = terms; i-- > 0;) operands.push_back(operand(first + i));
  const Dots::Ports ports = b_.instance<Dots>("dots_" + std::to_string(groups_.size()), params);
  ports.operands.drive(concatenate(operands));
  if (ports.next_step) ports.next_step->drive(next_step_);
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
  return operands_.emplace(numbers, by_step(step_, std::move(values))).first->second;
}

Dots::Factors Multipliers::factors(unsigned multiplier) const {
  Dots::Factors factors;
  for (unsigned step = 0; step < schedule_.steps(); ++step) {
    const std::optional<Work> work = schedule_.work(step, multiplier);
    factors.push_back(work ? std::optional(work->constant) : std::nullopt);
  }
  return factors;
}

// Groups with the same constants are of one module.
std::string Multipliers::name_of(const Dots::Params& params) const {
  std::set<std::string> names;
  for (const Group& group : groups_) {
    if (group.params.factors == params.factors) return group.params.name;
    names.insert(group.params.name);
  }
  return core_ + "_dots_" + std::to_string(names.size());
}

}  // namespace winnow::cores::elsa_hash

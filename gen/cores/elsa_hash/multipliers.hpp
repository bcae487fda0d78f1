// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "gen/cores/elsa_hash/schedule.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// The multipliers and their adder trees: dot products of the elements at work with constants of the step.
class Multipliers {
 public:
  // `step`: number of the step in which the vector is. `elements`: those at work.
  Multipliers(hdl::Builder& b, const Schedule& schedule, const hdl::UInt& step,
              std::vector<hdl::SInt> elements);

  // Dot product `lane` of c = `columns` terms, exact; c is a stage's and the lane one that a stage with that
  // c uses.
  hdl::SInt dot(unsigned columns, unsigned lane) const { return dots_.at({columns, lane}); }

 private:
  hdl::SInt operand(unsigned multiplier);
  hdl::SInt constant(unsigned multiplier);

  hdl::Builder& b_;
  const Schedule& schedule_;
  hdl::UInt step_;
  std::vector<hdl::SInt> elements_;
  unsigned constant_bits_;
  // Multipliers share what chooses among the same things in the same steps.
  std::map<std::vector<std::optional<unsigned>>, hdl::SInt> operands_;
  std::map<std::vector<std::optional<int>>, hdl::SInt> constants_;
  std::map<std::pair<unsigned, unsigned>, hdl::SInt> dots_;  // by columns and lane
};

}  // namespace winnow::cores::elsa_hash

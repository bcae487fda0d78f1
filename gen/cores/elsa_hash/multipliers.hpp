// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gen/cores/elsa_hash/dots.hpp"
#include "gen/cores/elsa_hash/schedule.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// The multipliers and their adder trees: dot products of the elements at work with constants of the step.
// They are in groups of the least common multiple of all stages' columns, so that every dot product lies in
// one group.
class Multipliers {
 public:
  // `core`: name of the module. `step`, `next_step`: number of the step in which the vector is, in this cycle
  // and in the next. `elements`: those at work.
  Multipliers(hdl::Builder& b, const Schedule& schedule, std::string core, const hdl::UInt& step,
              const hdl::UInt& next_step, std::vector<hdl::SInt> elements);

  // Dot product `lane` of c = `columns` terms, exact; c is a stage's and the lane one that a stage with that
  // c uses.
  hdl::SInt dot(unsigned columns, unsigned lane) const;

 private:
  struct Group {
    Dots::Params params;
    Dots::Ports ports;
  };

  void add_group(unsigned first, unsigned terms);
  hdl::SInt operand(unsigned multiplier);
  Dots::Factors factors(unsigned multiplier) const;
  std::string name_of(const Dots::Params& params) const;

  hdl::Builder& b_;
  const Schedule& schedule_;
  std::string core_;
  hdl::UInt step_, next_step_;
  std::vector<hdl::SInt> elements_;
  unsigned factor_bits_;
  std::vector<unsigned> columns_;  // of all stages, ascending
  unsigned group_size_ = 1;
  std::vector<Group> groups_;
  // Multipliers share what chooses among the same elements in the same steps.
  std::map<std::vector<std::optional<unsigned>>, hdl::SInt> operands_;
};

}  // namespace winnow::cores::elsa_hash

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gen/cores/elsa_hash/dots.hpp"
#include "gen/cores/elsa_hash/factors.hpp"
#include "gen/cores/elsa_hash/schedule.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// The multipliers and their adder trees: dot products of the elements at work with constants of the step.
// They are in groups of the least common multiple of all stages' columns, so that every dot product lies in
// one group.
class Multipliers {
 public:
  // Number of the step in which the vector is, now and in the next cycle.
  struct Step {
    hdl::UInt now, next;
  };
  // `core`: what names of modules begin with. `elements`: those at work.
  Multipliers(hdl::Builder& b, std::string core, const Schedule& schedule, Step step,
              std::vector<hdl::SInt> elements);

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
  hdl::UInt factors(unsigned first, unsigned terms);
  Constants constants(unsigned multiplier) const;

  hdl::Builder& b_;
  std::string core_;
  const Schedule& schedule_;
  Step step_;
  std::vector<hdl::SInt> elements_;
  unsigned factor_bits_;
  std::vector<unsigned> columns_;  // of all stages, ascending
  unsigned group_size_ = 1;
  std::vector<Group> groups_;
  std::vector<std::vector<Constants>> factor_modules_;  // the constants of each
  // Multipliers share what chooses among the same things in the same steps.
  std::map<std::vector<std::optional<unsigned>>, hdl::SInt> operands_;
};

}  // namespace winnow::cores::elsa_hash

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// A group of multipliers by constants of the step, and the sums of their products, in as many ways as there
// are numbers of terms. The constants are registers of the group: a net from one place to the multipliers of
// all groups would have hundreds of inputs.
//   next_step_i  step of the vector in the next cycle, where constants differ from step to step
//   operands_i   [multiplier] x operand_bits signed
//   sums_C_o     for each C of `columns`: [terms / C] sums of C products each, the first C the first; exact
struct Dots {
  // Constant of each step; none where the multiplier is not used.
  using Factors = std::vector<std::optional<int>>;
  struct Params {
    std::string name;
    unsigned operand_bits = 1;
    unsigned factor_bits = 1;
    std::vector<Factors> factors;   // by multiplier, all of as many steps
    std::vector<unsigned> columns;  // ascending, none larger than there are multipliers
    bool operator==(const Params&) const = default;

    unsigned terms() const { return static_cast<unsigned>(factors.size()); }
    unsigned steps() const { return static_cast<unsigned>(factors.front().size()); }
    bool has_choice() const;  // some constant differs from step to step
  };
  struct Ports {
    std::optional<hdl::In<hdl::UInt>> next_step;
    hdl::In<hdl::UInt> operands;
    std::vector<hdl::Out<hdl::UInt>> sums;  // by index in `columns`
    Ports(hdl::Io& io, const Params& p);
  };
  static unsigned sum_bits(const Params& p, unsigned columns);
  static std::string name(const Params& p) { return p.name; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_hash

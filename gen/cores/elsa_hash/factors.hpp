// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// A multiplier's constant in each step; nothing where it is idle.
using Constants = std::vector<std::optional<int>>;

// Whether steps differ.
bool varies(const Constants& constants);

// The constant of all steps that have one.
int only_value(const Constants& constants);

// The constants of a few multipliers, step by step, beside those multipliers. The step is registered here
// first: chosen at one place, every constant would go to all multipliers that share it.
//   next_step_i  number of the step in the next cycle
//   factors_o    [multiplier] x factor_bits signed, those of the step
struct Factors {
  struct Params {
    std::string core;
    unsigned number = 0;  // tells the modules of a core apart
    unsigned factor_bits = 1;
    std::vector<Constants> constants;  // by multiplier; one of them varies
    bool operator==(const Params&) const = default;
    unsigned steps() const { return static_cast<unsigned>(constants.front().size()); }
  };
  struct Ports {
    hdl::In<hdl::UInt> next_step;
    hdl::Out<hdl::UInt> factors;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_factors_" + std::to_string(p.number); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_hash

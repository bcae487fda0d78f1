// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_hash {

// A group of multipliers and the sums of their products, in as many ways as there are numbers of terms.
//   operands_i  [multiplier] x operand_bits signed
//   factors_i   [multiplier] x factor_bits signed
//   sums_C_o    for each C of `columns`: [terms / C] sums of C products each, the first C the first; exact
struct Dots {
  struct Params {
    unsigned terms = 1;
    unsigned operand_bits = 1;
    unsigned factor_bits = 1;
    std::vector<unsigned> columns;  // ascending, none larger than terms
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> operands, factors;
    std::vector<hdl::Out<hdl::UInt>> sums;  // by index in `columns`
    Ports(hdl::Io& io, const Params& p);
  };
  static unsigned sum_bits(const Params& p, unsigned columns);
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_hash

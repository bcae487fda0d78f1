// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_divide_parameters.hpp"
#include "gen/cores/elsa_divide/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_divide {

// ELSA's output division (ELSA, section IV-C): docs/cores/elsa_divide.md is its contract.
struct Divide {
  struct Params {
    std::string core;  // name of the module
    config::ElsaDivideParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Shape shape;
    hdl::In<hdl::Bit> sums_valid;
    hdl::In<hdl::UInt> sums_chunk;
    hdl::In<hdl::Bit> sums_last;
    hdl::In<hdl::UInt> sums_weight, sums_value;  // [bank], [bank][lane]
    hdl::Out<hdl::Bit> result_valid;
    hdl::Out<hdl::UInt> result_chunk;
    hdl::Out<hdl::Bit> result_last;
    hdl::Out<hdl::UInt> result;  // [lane]
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_divide

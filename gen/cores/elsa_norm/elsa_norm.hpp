// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_norm_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_norm {

// ELSA's norm unit: docs/cores/elsa_norm.md is its contract.
struct ElsaNorm {
  struct Params {
    std::string core;  // name of the module
    config::ElsaNormParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> square_valid;
    hdl::In<hdl::UInt> square;
    hdl::In<hdl::Bit> first;
    hdl::In<hdl::SInt> threshold;
    hdl::Out<hdl::Bit> norm_valid;
    hdl::Out<hdl::UInt> norm, maximum;
    hdl::Out<hdl::SInt> cutoff;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_norm

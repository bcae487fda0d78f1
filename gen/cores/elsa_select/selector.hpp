// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_select_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// One selector (ELSA, section IV-B, candidate selection module): compares a key with a query, a key per
// cycle. What it says of the hashes and the norm of cycle t is for the cut-off of cycle t+3.
struct Selector {
  struct Params {
    std::string core;
    config::ElsaSelectParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> query_hash, hash, norm;
    hdl::In<hdl::SInt> cutoff;
    hdl::Out<hdl::Bit> similar;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_selector"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_select

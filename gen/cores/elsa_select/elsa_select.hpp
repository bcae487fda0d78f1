// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_select_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// ELSA's candidate selection, one bank: docs/cores/elsa_select.md is its contract.
struct ElsaSelect {
  struct Params {
    std::string core;  // name of the module
    config::ElsaSelectParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> bank;
    hdl::In<hdl::Bit> query_valid;
    hdl::Out<hdl::Bit> query_ready;
    hdl::In<hdl::UInt> query_hash, query_keys, query_number;
    hdl::In<hdl::Bit> query_causal, query_approximation_off;
    hdl::In<hdl::SInt> query_cutoff;
    hdl::Out<hdl::Bit> row_read;
    hdl::Out<hdl::UInt> row_address;
    hdl::In<hdl::UInt> row_hash, row_norm;
    hdl::Out<hdl::Bit> candidate_valid;
    hdl::Out<hdl::UInt> candidate_address;
    hdl::Out<hdl::UInt> tag;
    hdl::Out<hdl::UInt> count;
    hdl::Out<hdl::Bit> finishing;
    hdl::In<hdl::Bit> advance;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_select

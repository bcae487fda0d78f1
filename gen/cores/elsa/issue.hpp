// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// Says in each cycle which key or query of the head goes to the hash core: docs/cores/elsa.md, "Issue".
struct Issue {
  struct Params {
    std::string core;
    config::ElsaParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> prepare;  // a head whose first key can be issued in the next cycle
    hdl::In<hdl::UInt> keys;
    hdl::In<hdl::Bit> start;  // a head whose queries can be issued from the next cycle on
    hdl::In<hdl::UInt> queries;
    hdl::In<hdl::Bit> hold;           // no query in this cycle
    hdl::In<hdl::Bit> accepted;       // a query that was issued
    hdl::Out<hdl::UInt> key;          // one hot: its bank; with hidden preprocessing a single bit
    hdl::Out<hdl::UInt> key_address;  // in the bank; with hidden preprocessing the number of the key
    hdl::Out<hdl::Bit> query;
    hdl::Out<hdl::UInt> query_number;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_issue"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa

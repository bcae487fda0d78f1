// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/elsa_select/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// Takes a query and reads its rows.
struct Scan {
  struct Params {
    std::string core;
    config::ElsaSelectParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> bank;
    hdl::In<hdl::Bit> valid;
    hdl::In<hdl::UInt> hash, keys, number;
    hdl::In<hdl::Bit> causal;
    hdl::In<hdl::Bit> is_free;   // the next query's tag is free
    hdl::In<hdl::Bit> has_room;  // a row may be read
    hdl::Out<hdl::Bit> ready, accepts;
    hdl::Out<hdl::Bit> is_empty;  // the query that is offered sees no key of this bank
    hdl::Out<hdl::Bit> reads;
    hdl::Out<hdl::UInt> row;
    hdl::Out<hdl::Bit> last;       // of the query's rows
    hdl::Out<hdl::UInt> seen;      // of the row's keys those that the query sees
    hdl::Out<hdl::UInt> row_hash;  // the query's hash, in the cycle after the read
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_scan"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_select

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/elsa_select/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// Where the queries of the bank are: which tags are in use, which one is current, and when the current
// query has nothing left.
struct Progress {
  struct Params {
    std::string core;
    config::ElsaSelectParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> accepts, is_empty;  // a query comes in; without rows
    hdl::In<hdl::Bit> arrives, is_last;   // a row's entries come into the queues; it is its query's last one
    hdl::In<hdl::UInt> is_of, pushes;     // its query's tag, how many entries
    hdl::In<hdl::Bit> gives;              // an entry of the current query leaves
    hdl::In<hdl::Bit> advance;
    hdl::Out<hdl::Bit> is_free;      // the next query's tag is free
    hdl::Out<hdl::UInt> next_tag;    // of the next query
    hdl::Out<hdl::UInt> latest_tag;  // of the one that came in last
    hdl::Out<hdl::UInt> tag;         // of the current query
    hdl::Out<hdl::Bit> finishing;
    hdl::Out<hdl::UInt> count;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_progress"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_select

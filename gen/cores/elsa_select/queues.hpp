// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/elsa_select/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_select {

// The selectors' queues and the arbiter behind them: longest queue first (ELSA, section IV-B), among those
// whose head belongs to the current query.
struct Queues {
  struct Params {
    std::string core;
    config::ElsaSelectParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> selected;  // [selector]: an entry for its queue
    hdl::In<hdl::UInt> row;       // the entries' row
    hdl::In<hdl::UInt> row_tag;   // and the tag of their query
    hdl::In<hdl::UInt> tag;       // of the current query
    hdl::In<hdl::Bit> reads;      // a row is read
    hdl::In<hdl::Bit> arrives;    // a row has arrived here: its entries, if any, are selected_i
    hdl::Out<hdl::Bit> has_room;  // a row may be read
    hdl::Out<hdl::Bit> gives;     // an entry leaves
    hdl::Out<hdl::UInt> address;  // its address in the bank
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_queues"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_select

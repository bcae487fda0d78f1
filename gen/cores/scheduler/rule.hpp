// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// One round of algorithm 4 (DOTA thesis, figures 7.15 and 7.16): from which buffers hold a key, what to pop
// and whom to serve. Combinational. A pick is one pop; T suffice, since each serves at least one row, and is
// numbered by the lowest row it serves.
struct Rule {
  struct Params {
    unsigned tokens = 4;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> nonempty;  // [list], list of mask m at index m - 1
    hdl::Out<hdl::UInt> take;     // [list]: popped in this round
    hdl::Out<hdl::UInt> pick;     // [pick][row]: mask of the buffer that the pick pops, 0: pick not used
    hdl::Out<hdl::UInt> issued;   // [pick][row]: rows that get the key now
    hdl::Out<hdl::UInt> rest;     // [pick][row]: rows that wait for it still
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler

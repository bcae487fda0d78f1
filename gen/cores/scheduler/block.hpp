// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// The masks of some consecutive keys: of the group that issues (the rows that still wait for the key) and of
// the one that fills. Finds, for each pick of a round, the highest of its keys that waits for exactly the
// picked rows.
//
// Picks are registered here, so that no net of theirs drives more than one block.
struct Block {
  struct Params {
    unsigned tokens = 4;  // rows, and picks of a round
    unsigned keys = 32;   // a multiple of `tile`
    unsigned tile = 16;   // keys written together
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> write, masks;              // fill: [tile] enables, [key in tile][row]
    hdl::In<hdl::Bit> load;                       // the filled group becomes the one that issues
    hdl::In<hdl::UInt> pick_valid, pick, issued;  // [pick], [pick][row], [pick][row]
    hdl::Out<hdl::UInt> found;                    // [pick], 1 cycle after the pick
    hdl::In<hdl::UInt> grant;                     // [pick]: no later block has found it; same cycle as found
    hdl::Out<hdl::UInt> index;                    // [pick]: key within the block; same cycle as found
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The stage emit of topk: sends the tiles of a group whose thresholds are found through compare.
struct Emit {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> offered;                    // the stage before has found a group
    hdl::In<hdl::UInt> facts, value, ties, slot;  // of it
    hdl::Out<hdl::Bit> takes;
    hdl::In<hdl::Bit> moves;  // compare takes a tile
    hdl::Out<hdl::Bit> busy, read;
    hdl::Out<hdl::UInt> address, used_slot;
    hdl::Out<hdl::Bit> valid, first, last;                // of the tile that was read
    hdl::Out<hdl::UInt> base, allowed, threshold, limit;  // likewise
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_emit_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

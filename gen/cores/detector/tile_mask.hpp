// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The keys of a tile that each row may pick: masks apply before any comparison (docs/cores/detector.md, "What
// is selected"). Combinational.
struct TileMask {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::UInt> base, facts;  // first key of the tile; GroupFacts
    hdl::Out<hdl::UInt> allowed;     // [row][key]
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_tile_mask_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

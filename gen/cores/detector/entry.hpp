// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The register for one tile of scores, the settings of its group, and where the tile goes.
struct Entry {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> valid;
    hdl::Out<hdl::Bit> ready;
    hdl::In<hdl::UInt> score;
    hdl::In<hdl::Bit> last;
    hdl::In<hdl::UInt> mode, limit, threshold;
    hdl::In<hdl::SInt> shared_threshold;
    hdl::In<hdl::Bit> shared_sum;
    hdl::In<hdl::UInt> length;
    hdl::In<hdl::Bit> causal;
    hdl::In<hdl::UInt> query, rows;

    hdl::In<hdl::Bit> collecting, quiet,
        moves;  // collect takes tiles; topk has nothing under way; compare moves
    hdl::Out<hdl::Bit> to_collect, to_compare;  // the tile leaves
    hdl::Out<hdl::Bit> stored;                  // it is one of the group's first M
    hdl::Out<hdl::UInt> tile_scores, tile, base, allowed, facts;
    hdl::Out<hdl::Bit> tile_first, tile_last;
    hdl::Out<hdl::UInt> group_mode, group_limit, group_threshold;
    hdl::Out<hdl::SInt> group_shared_threshold;
    hdl::Out<hdl::Bit> group_shared_sum;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_entry_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

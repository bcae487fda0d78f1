// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// Codes of mode_i.
enum class Mode : std::uint8_t { threshold, cap, topk, shared };

// Compare and rank for one row. Compare marks the keys that are selected for sure and those that are selected
// while there are fewer than `limit`; rank counts the latter in index order.
struct RowPick {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> moves;  // both registers take what stands before them
    hdl::In<hdl::UInt> mode, scores, allowed, threshold, limit;  // of the tile before compare
    hdl::In<hdl::Bit> shared;                                    // of the tile in compare
    hdl::In<hdl::UInt> shared_pass;                              // [key] of it: its common score passes
    hdl::In<hdl::Bit> advance, first;  // rank holds a tile and moves; it is its group's first
    hdl::Out<hdl::UInt> mask, count;   // of the tile in rank: keys of the tile, of the group up to it
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_row_pick_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The common score of one key: the best or the sum over the rows that may pick it.
struct SharedScore {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::UInt> scores, allowed;  // [row]
    hdl::In<hdl::Bit> sum;
    hdl::Out<hdl::SInt> score;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_shared_score_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The registers compare and rank: what a tile selects.
struct Pick {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> moves, valid, first, last;
    hdl::In<hdl::UInt> base, mode, scores, allowed, threshold, limit;
    hdl::In<hdl::SInt> shared_threshold;
    hdl::In<hdl::Bit> shared_sum;
    hdl::Out<hdl::Bit> picked;  // a transfer of candidates is there
    hdl::Out<hdl::UInt> picked_base, mask, count;
    hdl::Out<hdl::Bit> picked_last;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_pick_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

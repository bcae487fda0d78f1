// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The stage collect of topk: counts the high bits of the scores as they arrive, and then finds those of each
// row's k-th largest score.
struct Collect {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> counts;            // the tile's allowed keys are counted
    hdl::In<hdl::Bit> ends;              // the last tile of a group leaves the entry
    hdl::In<hdl::UInt> scores, allowed;  // [row][key]
    hdl::In<hdl::UInt> limit, facts;     // of the group, with ends
    hdl::In<hdl::Bit> taken;             // the next stage takes the found group
    hdl::Out<hdl::Bit> collecting, found;
    hdl::Out<hdl::UInt> found_facts, value, ties, slot;  // of the found group; slot: also while it collects
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_collect_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// Bits [high:low] of a score's offset-binary form, in which larger scores are larger numbers.
hdl::UInt score_digit(const hdl::UInt& score, unsigned high, unsigned low);
// The buffer after `slot`.
hdl::UInt next_slot(hdl::Builder& b, const hdl::UInt& slot, unsigned buffers);

}  // namespace winnow::cores::detector

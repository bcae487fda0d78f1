// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The scores of one group of topk: one tile per word, one access per cycle.
struct ScoreBuffer {
  struct Params {
    unsigned width = 1, depth = 1;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> write, read;
    hdl::In<hdl::UInt> address, data;
    hdl::Out<hdl::UInt> word;  // one cycle after read; holds until the next
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) {
    return "detector_score_buffer_" + std::to_string(p.depth) + "x" + std::to_string(p.width);
  }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

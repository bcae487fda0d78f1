// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// The stage refine of topk with two passes: reads the scores of a group whose high bits are found, counts the
// low bits of those that have them, and finds the rest of each row's threshold.
struct Refine {
  using Params = Shape;
  struct Ports {
    hdl::In<hdl::Bit> offered;                   // collect has found a group
    hdl::In<hdl::UInt> facts, high, ties, slot;  // of it
    hdl::Out<hdl::Bit> takes;
    hdl::Out<hdl::Bit> busy, read;
    hdl::Out<hdl::UInt> address, used_slot;
    hdl::In<hdl::UInt> word;  // what was read in the cycle before
    hdl::In<hdl::Bit> taken;  // emit takes the found group
    hdl::Out<hdl::Bit> found;
    hdl::Out<hdl::UInt> found_facts, value, found_ties;  // of the found group
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return "detector_refine_" + p.suffix(); }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/detector/packing.hpp"

namespace winnow::cores::detector {

// Finds the k-th largest of one row's digits. The counters are the nodes of a binary tree over the bits of a
// digit: each counts the keys that agree with the node's prefix and have a 1 next, P keys per cycle. The
// search takes one cycle per bit: with at least `rank` keys behind the 1 the bit is 1, else it is 0 and those
// keys are passed over.
struct RankTree {
  struct Params {
    unsigned keys = 1;
    unsigned digit_bits = 1;
    unsigned count_bits = 1;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> hits, digits;  // keys to count, in the next cycle
    hdl::In<hdl::Bit> clear;          // all counters to zero
    hdl::In<hdl::Bit> load;           // begin a search for the rank-th largest
    hdl::In<hdl::UInt> rank;
    hdl::In<hdl::Bit> step;     // find one more bit
    hdl::Out<hdl::UInt> value;  // the digit, after digit_bits steps
    hdl::Out<hdl::UInt> ties;   // how many keys of that digit belong to the `rank` largest
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::detector

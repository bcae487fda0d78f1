// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::collector {

// The picks of one group: a word per tile, a mark per tile that says whether the word counts, and the span of
// the marked tiles. A word is read one cycle before it is used, both to set a bit in it and to give it away;
// `release` empties the bank at once, for words without a mark are zero.
struct Bank {
  struct Params {
    unsigned tiles = 1, word_bits = 1;
    bool operator==(const Params&) const = default;
    unsigned tile_bits() const;
  };
  struct Ports {
    hdl::In<hdl::Bit> read;
    hdl::In<hdl::UInt> read_tile;
    hdl::Out<hdl::Bit> marked;  // read_tile has a mark, in the same cycle
    hdl::Out<hdl::UInt> word;   // of the last read; zero without a mark
    hdl::In<hdl::Bit> record;
    hdl::In<hdl::UInt> record_tile;  // the tile of the last read
    hdl::In<hdl::UInt> record_bits;  // set in its word
    hdl::In<hdl::Bit> close, release;
    hdl::Out<hdl::Bit> full;  // from close to release
    hdl::Out<hdl::UInt> lowest, highest;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::collector

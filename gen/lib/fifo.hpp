// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// Small first-in first-out store for a stream with handshake (docs/streams.md), of any depth from 1. What
// comes in is at the output one cycle later; in_ready and out_valid come from registers, out_data from a read
// of the memory. One transfer per cycle from depth 2 on; with depth 1 one in two cycles, because a full fifo
// takes nothing even when it is read in the same cycle.
struct Fifo {
  struct Params {
    unsigned width = 8;  // of the payload, all fields together
    unsigned depth = 2;
    bool has_count = false;  // count_o: how many are inside
    bool operator==(const Params&) const = default;
    unsigned count_bits() const;
  };
  struct Ports {
    hdl::In<hdl::Bit> in_valid;
    hdl::Out<hdl::Bit> in_ready;
    hdl::In<hdl::UInt> in_data;
    hdl::Out<hdl::Bit> out_valid;
    hdl::In<hdl::Bit> out_ready;
    hdl::Out<hdl::UInt> out_data;
    std::optional<hdl::Out<hdl::UInt>> count;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib

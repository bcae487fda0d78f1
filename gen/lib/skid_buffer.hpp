// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// Register slice for a stream with handshake (docs/streams.md): every output comes from a register, so that
// no combinational path crosses it in either direction. One transfer per cycle, one cycle later; a second
// register takes the transfer that is under way when the receiver stops.
struct SkidBuffer {
  struct Params {
    unsigned width = 8;  // of the payload, all fields together
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> in_valid;
    hdl::Out<hdl::Bit> in_ready;
    hdl::In<hdl::UInt> in_data;
    hdl::Out<hdl::Bit> out_valid;
    hdl::In<hdl::Bit> out_ready;
    hdl::Out<hdl::UInt> out_data;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib

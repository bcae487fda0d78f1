// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// Rounds that wait for the output, oldest at the head. The pushing side keeps count of the room (decisions
// are made several cycles ahead of it).
struct Queue {
  struct Params {
    unsigned width = 8;
    unsigned depth = 8;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> push;
    hdl::In<hdl::UInt> data;
    hdl::In<hdl::Bit> pop;  // only with valid
    hdl::Out<hdl::Bit> valid;
    hdl::Out<hdl::UInt> head;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The rounds once more, in the same order: a ring in a memory with one write and one read port, the read
// registered, so that a foundry's memory fits. It is the replay stream's output register, too.
struct Replay {
  struct Params {
    unsigned width = 8;
    unsigned depth = 8;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> push;  // only with room
    hdl::In<hdl::UInt> data;
    hdl::Out<hdl::Bit> room;
    hdl::In<hdl::Bit> ready;
    hdl::Out<hdl::Bit> valid;
    hdl::Out<hdl::UInt> head;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler

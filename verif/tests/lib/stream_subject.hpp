// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/lib/fifo.hpp"
#include "gen/lib/skid_buffer.hpp"
#include "gen/lib/streams/streams.hpp"

namespace winnow::lib::test {

// A stream through a fifo and a register slice, unchanged: both sides of a bundle, and payload there and
// back.
template <template <class> class Stream>
struct Passage {
  struct Params {
    streams::Shape shape;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Stream<streams::Sink> in;
    Stream<streams::Source> out;
    Ports(hdl::Io& io, const Params& p) : in(io, "in", p.shape), out(io, "out", p.shape) {}
  };
  static std::string name(const Params&) { return "passage"; }
  static void build(hdl::Builder& b, Ports& io, const Params&) {
    const hdl::UInt payload = io.in.payload();
    auto fifo = b.instance<Fifo>("fifo", {payload.width(), 3, false});
    auto slice = b.instance<SkidBuffer>("slice", {payload.width()});
    fifo.in_valid.drive(io.in.valid);
    fifo.in_data.drive(payload);
    io.in.ready.drive(fifo.in_ready);
    slice.in_valid.drive(fifo.out_valid);
    slice.in_data.drive(fifo.out_data);
    fifo.out_ready.drive(slice.in_ready);
    io.out.valid.drive(slice.out_valid);
    io.out.drive_payload(slice.out_data);
    slice.out_ready.drive(io.out.ready);
  }
};

}  // namespace winnow::lib::test

// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/fifo.hpp"

#include "gen/lib/bits.hpp"
#include "gen/lib/position.hpp"

namespace winnow::lib {
namespace {

using hdl::Bit;
using hdl::UInt;

UInt stored(hdl::Builder& b, const Fifo::Params& p, const UInt& data, const Bit& push, const Bit& pop) {
  if (p.depth == 1) {
    const auto word = b.reg<UInt>("word", p.width, hdl::Reset::none);
    word.next(data, push);
    return word;
  }
  const auto words = b.memory("words", p.width, p.depth);
  words.write(position(b, "write_position", p.depth, push), data, push);
  return words.read(position(b, "read_position", p.depth, pop));
}

}  // namespace

unsigned Fifo::Params::count_bits() const {
  return ceil_log2(std::uint64_t{depth} + 1);
}

Fifo::Ports::Ports(hdl::Io& io, const Params& p)
    : in_valid(io.in<Bit>("in_valid_i", 1)),
      in_ready(io.out<Bit>("in_ready_o", 1)),
      in_data(io.in<UInt>("in_data_i", p.width)),
      out_valid(io.out<Bit>("out_valid_o", 1)),
      out_ready(io.in<Bit>("out_ready_i", 1)),
      out_data(io.out<UInt>("out_data_o", p.width)) {
  if (p.has_count) count.emplace(io.out<UInt>("count_o", p.count_bits(), {{}, 0, false, "stored now", ""}));
}

std::string Fifo::name(const Params& p) {
  return "fifo_" + std::to_string(p.depth) + "x" + std::to_string(p.width) + (p.has_count ? "_count" : "");
}

void Fifo::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("width", p.width);
  b.parameter("depth", p.depth);
  b.document("First-in first-out store; one cycle from input to output.");
  const auto count = b.reg<UInt>("count", p.count_bits());
  const Bit ready = (count != std::uint64_t{p.depth}).named("has_room");
  const Bit valid = (count != std::uint64_t{0}).named("has_word");
  const Bit push = (io.in_valid & ready).named("push");
  const Bit pop = (io.out_ready & valid).named("pop");
  const UInt one = b.constant(1, 1);
  const UInt more = (count + one).trunc(p.count_bits());
  const UInt fewer = (count - one).as_uint().trunc(p.count_bits());
  count.next(mux(push, more, fewer), push ^ pop);

  io.in_ready.drive(ready);
  io.out_valid.drive(valid);
  io.out_data.drive(stored(b, p, io.in_data, push, pop));
  if (io.count) io.count->drive(count);
}

}  // namespace winnow::lib

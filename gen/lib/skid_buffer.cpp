// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/skid_buffer.hpp"

namespace winnow::lib {

using hdl::Bit;
using hdl::UInt;

SkidBuffer::Ports::Ports(hdl::Io& io, const Params& p)
    : in_valid(io.in<Bit>("in_valid_i", 1)),
      in_ready(io.out<Bit>("in_ready_o", 1)),
      in_data(io.in<UInt>("in_data_i", p.width)),
      out_valid(io.out<Bit>("out_valid_o", 1)),
      out_ready(io.in<Bit>("out_ready_i", 1)),
      out_data(io.out<UInt>("out_data_o", p.width)) {}

std::string SkidBuffer::name(const Params& p) {
  return "skid_buffer_" + std::to_string(p.width);
}

void SkidBuffer::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("width", p.width);
  b.document("Register slice: one transfer per cycle, every output from a register.");
  const auto valid = b.reg<Bit>("valid", 1);
  const auto data = b.reg<UInt>("data", p.width, hdl::Reset::none);
  // The spare register holds what came in the cycle in which the receiver stopped.
  const auto spare_valid = b.reg<Bit>("spare_valid", 1);
  const auto spare_data = b.reg<UInt>("spare_data", p.width, hdl::Reset::none);

  const Bit ready = !spare_valid;
  const Bit take = (io.in_valid & ready).named("take");
  const Bit moves = (io.out_ready | !valid).named("moves");  // the output register may be loaded
  data.next(mux(spare_valid, spare_data, io.in_data), moves);
  valid.next(take | spare_valid, moves);
  spare_data.next(io.in_data, ready);
  spare_valid.next((take | spare_valid) & !moves);

  io.in_ready.drive(ready);
  io.out_valid.drive(valid);
  io.out_data.drive(data);
  b.check("spare_only_behind_data", valid | !spare_valid, "the spare register is full and the output is not");
}

}  // namespace winnow::lib

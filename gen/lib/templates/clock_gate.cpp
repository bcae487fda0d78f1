// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/templates/clock_gate.hpp"

namespace winnow::lib {

using hdl::Bit;

ClockGate::Ports::Ports(hdl::Io& io, const Params& /*p*/)
    : enable(io.in<Bit>("enable_i", 1)),
      test_enable(io.in<Bit>("test_enable_i", 1)),
      clock(io.out<Bit>("clk_o", 1)) {}

std::string ClockGate::name(const Params& /*p*/) {
  return "clock_gate";
}

hdl::ExternalModule ClockGate::external(const Params& /*p*/) {
  return {.verilog_name = "clock_gate", .file = "clock_gate.v", .parameters = {}};
}

// The template's latch is open until the edge, so what counts is the enable at the edge: a register.
void ClockGate::build(hdl::Builder& b, Ports& io, const Params& /*p*/) {
  const auto pulse = b.reg<Bit>("pulse", 1, hdl::Reset::none);
  pulse.next(io.enable | io.test_enable);
  io.clock.drive(pulse);
}

}  // namespace winnow::lib

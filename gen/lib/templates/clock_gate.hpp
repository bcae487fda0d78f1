// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// rtl_templates/clock_gate.v, the place where a library's clock-gating cell goes, and its evaluator model.
//
// The netlist knows cycles, not the two halves of one, so `clock` stands for the pulse: it is 1 in the cycle
// that begins with a rising edge that was let through, as clk_o is after that edge. Modules of the netlist
// have one clock; the gated clock is for ports of the core and for templates.
struct ClockGate {
  struct Params {
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> enable;
    hdl::In<hdl::Bit> test_enable;  // scan: lets every pulse through
    hdl::Out<hdl::Bit> clock;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static hdl::ExternalModule external(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib

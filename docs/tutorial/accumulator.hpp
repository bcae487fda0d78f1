// SPDX-License-Identifier: Apache-2.0
// A running total that stops at the limits of its width instead of wrapping around.
#pragma once

#include "gen/hdl/netlist/builder.hpp"

namespace hdl = winnow::hdl;

struct Accumulator {
  struct Params {
    unsigned value_bits = 8;
    unsigned total_bits = 12;
    bool operator==(const Params&) const = default;
  };

  struct Ports {
    hdl::In<hdl::Bit> valid, clear;
    hdl::In<hdl::SInt> value;
    hdl::Out<hdl::SInt> total;
    Ports(hdl::Io& io, const Params& p)
        : valid(io.in<hdl::Bit>("valid_i", 1)),
          clear(io.in<hdl::Bit>("clear_i", 1)),
          value(io.in<hdl::SInt>("value_i", p.value_bits)),
          total(io.out<hdl::SInt>("total_o", p.total_bits)) {}
  };

  static std::string name(const Params& p) {
    return "accumulator_" + std::to_string(p.value_bits) + "_" + std::to_string(p.total_bits);
  }

  static void build(hdl::Builder& b, Ports& io, const Params& p) {
    using namespace hdl;
    const auto total = b.reg<SInt>("total", p.total_bits);
    const SInt start = mux(io.clear, b.constant_signed(1, 0), total).named("start");
    const SInt sum = (start + io.value).named("sum");  // one bit more than the wider: it cannot overflow
    const SInt limited = sum.saturate(p.total_bits);   // narrower, and what becomes of the rest is said
    total.next(limited, io.valid);
    io.total.drive(total);
    // A total that wraps moves against the sign of the value.
    const Bit wraps = !io.value.sign() & (limited < start);
    b.check("never_wraps", !wraps, "a value of 0 or more makes the total smaller");
  }
};

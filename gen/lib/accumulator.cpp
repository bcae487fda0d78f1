// SPDX-License-Identifier: Apache-2.0
#include "gen/lib/accumulator.hpp"

namespace winnow::lib {

using hdl::Bit;
using hdl::SInt;

SInt accumulate(hdl::Builder& b, const std::string& name, unsigned width, const SInt& term, const Bit& enable,
                const Bit& clear, Overflow overflow) {
  const auto accumulator = b.reg<SInt>(name, width);
  const SInt kept = mux(clear, b.constant_signed(width, 0), accumulator).named(name + "_kept");
  const SInt exact = kept + term;
  const SInt next =
      overflow == Overflow::saturate ? exact.named(name + "_exact").saturate(width) : exact.trunc(width);
  accumulator.next(next.named(name + "_next"), enable);
  return accumulator;
}

Accumulator::Ports::Ports(hdl::Io& io, const Params& p)
    : term(io.in<SInt>("term_i", p.term_width)),
      enable(io.in<Bit>("enable_i", 1)),
      clear(io.in<Bit>("clear_i", 1)),
      value(io.out<SInt>("value_o", p.width)) {}

std::string Accumulator::name(const Params& p) {
  return "accumulator_" + std::to_string(p.term_width) + "_" + std::to_string(p.width) +
         (p.overflow == Overflow::saturate ? "_saturate" : "");
}

void Accumulator::build(hdl::Builder& b, Ports& io, const Params& p) {
  b.parameter("term_width", p.term_width);
  b.parameter("width", p.width);
  b.parameter("overflow", p.overflow == Overflow::wrap ? "wrap" : "saturate");
  b.document(std::string("Accumulator with clear and enable; ") +
             (p.overflow == Overflow::saturate ? "saturates after each step." : "wraps beyond its range."));
  io.value.drive(accumulate(b, "accumulator", p.width, io.term, io.enable, io.clear, p.overflow));
}

}  // namespace winnow::lib

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

enum class Overflow : std::uint8_t { wrap, saturate };

// A register `name` of `width` bits that, when `enable` is 1, takes `term` (clear = 1) or itself + term
// (clear = 0); on overflow it wraps or clamps after each step. Resets to zero. `term` is at most `width`
// bits.
hdl::SInt accumulate(hdl::Builder& b, const std::string& name, unsigned width, const hdl::SInt& term,
                     const hdl::Bit& enable, const hdl::Bit& clear, Overflow overflow);

// The same as a module.
struct Accumulator {
  struct Params {
    unsigned term_width = 8;
    unsigned width = 16;
    Overflow overflow = Overflow::wrap;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::SInt> term;
    hdl::In<hdl::Bit> enable, clear;
    hdl::Out<hdl::SInt> value;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib

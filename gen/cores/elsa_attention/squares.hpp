// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// A few elements' squares, and their sum in a register.
struct Squares {
  struct Params {
    unsigned elements = 4;
    unsigned width = 9;  // of an element
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> key;   // [element]
    hdl::Out<hdl::SInt> sum;  // 2 cycles later
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The exact square of a vector of `dimension` elements of `width` bits, in the stages of dot_product.
hdl::SInt square(hdl::Builder& b, unsigned dimension, unsigned width, const hdl::UInt& key);

}  // namespace winnow::cores::elsa_attention

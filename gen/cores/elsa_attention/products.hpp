// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// A few elements' products of key and query, or of key and key, and their sum in a register.
struct Products {
  struct Params {
    unsigned elements = 4;
    unsigned width = 9;  // of an element
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> key, query;  // [element]
    hdl::In<hdl::Bit> square;       // key times key
    hdl::Out<hdl::SInt> sum;        // 1 cycle later
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The exact dot product of vectors of `dimension` elements of `width` bits, by modules of group_size products
// and stages that add tree_size sums.
hdl::SInt dot_product(hdl::Builder& b, unsigned dimension, unsigned width, const hdl::UInt& key,
                      const hdl::UInt& query, const hdl::Bit& square);

}  // namespace winnow::cores::elsa_attention

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// A few elements' products of key and query, or of key and key, and their sum in a register. Keeps its part
// of the query. What goes to all of these modules is registered here first, so that no net of it drives more
// than a register in each.
struct Products {
  struct Params {
    unsigned elements = 4;
    unsigned width = 9;  // of an element
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> begin;        // a new query comes with the key
    hdl::In<hdl::UInt> key, query;  // [element]; 1 cycle later
    hdl::In<hdl::Bit> square;       // with them: key times key
    hdl::Out<hdl::SInt> sum;        // 2 cycles later
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

// The inputs of Products for whole vectors.
struct DotOperands {
  hdl::Bit begin;
  hdl::UInt key, query;
  hdl::Bit square;
};

// The sum of sums of groups that are there now, by registered stages that add tree_size of them.
hdl::SInt add_in_stages(hdl::Builder& b, std::vector<hdl::SInt> sums);

// The exact dot product of vectors of `dimension` elements of `width` bits, by modules of group_size products
// and stages that add tree_size sums; the first of them is there 2 cycles after key and query.
hdl::SInt dot_product(hdl::Builder& b, unsigned dimension, unsigned width, const DotOperands& operands);

}  // namespace winnow::cores::elsa_attention

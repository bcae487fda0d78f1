// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/cores/rmmu/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// Joins the dot products of a group of rows: per lane, the sum over its rows and their segments, registered.
struct GroupJoin {
  struct Params {
    unsigned rows = 1, segments = 1, lanes = 1;
    unsigned width = 32;  // of one accumulator on the port
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> results, valids;
    hdl::Out<hdl::UInt> sums;
    hdl::Out<hdl::Bit> valid;
    Ports(hdl::Io& io, const Params& p);
  };
  static unsigned sum_width(const Params& p);
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu

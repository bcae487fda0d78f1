// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::rmmu {

// The row's choice among S stream sources; codes beyond the last source mean the last.
struct SourceSelect {
  struct Params {
    unsigned sources = 2;
    unsigned width = 32;  // bits of one source: all columns
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> streams, select;
    hdl::Out<hdl::UInt> stream;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::rmmu

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// rtl_templates/synchroniser.v, the place where a library's synchroniser cells go, and its evaluator model: a
// delay of `stages` cycles. The cycle more or less that a real crossing may take is not modelled.
struct Synchroniser {
  struct Params {
    unsigned width = 1;        // independent bits
    unsigned stages = 2;       // flip-flops per bit, 2 or more
    bool reset_value = false;  // of every bit
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> data;
    hdl::Out<hdl::UInt> synchronised;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static hdl::ExternalModule external(const Params& p);
  // Parameters out of range are errors of the design.
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::lib

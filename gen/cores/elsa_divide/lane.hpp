// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "gen/cores/elsa_divide/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_divide {

// One multiplier: the banks' sums of an element, added, times the reciprocal, rounded.
struct Lane {
  struct Params {
    Shape shape;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::UInt> values;                           // [bank]
    std::optional<hdl::In<hdl::UInt>> mantissa, places;  // wide: 3 and 4 cycles later
    std::optional<hdl::In<hdl::UInt>> reciprocal;  // float: when the values have been added and 1 cycle later
    hdl::Out<hdl::UInt> result;
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa_divide

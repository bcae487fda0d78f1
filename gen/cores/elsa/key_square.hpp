// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/elsa_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa {

// Sums of squares by multipliers of their own, where norms are computed while the attention modules are at
// work: docs/cores/elsa.md, "Hidden preprocessing". In the cycles in which an attention module's norm slot
// would give them.
struct KeySquare {
  struct Params {
    std::string core;
    config::ElsaParameters parameters;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    hdl::In<hdl::Bit> issued;    // a key
    hdl::In<hdl::UInt> key;      // [element], 2 cycles after `issued`
    hdl::Out<hdl::Bit> valid;    // 3 cycles and those of a dot product after `issued`
    hdl::Out<hdl::UInt> square;  // with `valid`
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p) { return p.core + "_key_square"; }
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::elsa

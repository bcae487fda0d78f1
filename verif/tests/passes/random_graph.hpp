// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::hdl::test {

// A module with random contents, the same for the same seed: every operation, registers, wires, a memory,
// constants that invite simplification, partly used values, and (above `depth` 0) instances of other random
// modules.
struct RandomGraph {
  struct Params {
    std::uint64_t seed = 0;
    unsigned operations = 60;
    unsigned depth = 1;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io& io, const Params& params);
    std::vector<In<UInt>> inputs;
    std::vector<In<SInt>> signed_inputs;
    std::vector<Out<UInt>> outputs;
    std::vector<Out<SInt>> signed_outputs;
  };
  static std::string name(const Params& params);
  static void build(Builder& builder, Ports& ports, const Params& params);
};

}  // namespace winnow::hdl::test

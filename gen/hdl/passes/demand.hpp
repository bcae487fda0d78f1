// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// For each node: how many of its low bits anything observable depends on, 0 to its width. Outputs, instance
// inputs, memory ports and properties need all bits of what they read.
std::vector<unsigned> demanded_low_bits(Module& module);

}  // namespace winnow::hdl::passes

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "verif/tests/passes/netlist_sketch.hpp"

namespace winnow::hdl::test {

// Whether the netlist still fails; one that the structural checks refuse does not.
using NetlistFails = std::function<bool(const NetlistSketch&)>;

// A netlist that fails, none of whose reductions does, within so many tries: fewer modules, ports and
// properties, nodes replaced by constants, by new inputs or by their operands, narrower values.
NetlistSketch shrink(NetlistSketch failing, const NetlistFails& fails, unsigned tries = 20000);

// What shrinking makes smaller; nodes that compute count most.
std::uint64_t cost(const NetlistSketch& sketch);

// Removes what reaches no output and no property. Ports stay.
void sweep(ModuleSketch& module);

// No value wider than `width`: operations between narrow values mean the same on fewer bits, others get what
// they need to be well formed. Another netlist, but one of the same shape.
NetlistSketch narrowed(const NetlistSketch& sketch, unsigned width);

}  // namespace winnow::hdl::test

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Evaluates what is constant, applies algebraic identities, collapses slices, extensions and concatenations,
// turns shifts by constants into wiring, lets users of unnamed wires see the driver, and makes constants of
// state that never changes. Named nets stay: one whose value turns out to be another net becomes a copy of
// it.
void fold(Module& module);

}  // namespace winnow::hdl::passes

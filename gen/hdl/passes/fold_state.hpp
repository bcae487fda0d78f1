// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// State that never changes becomes a constant: registers and registered reads that never load, registers that
// only load their reset value, memories that are never written. What such state holds before a reset, or
// without one, is undefined; it becomes the reset value or zero. Enables that are always 1 go, as do memory
// ports that are never enabled. Returns true when something changed. Part of the pass `fold`.
bool fold_state(Module& module);

}  // namespace winnow::hdl::passes

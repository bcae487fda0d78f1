// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Computes equal things once: unnamed nodes with the same operation and operands (in either order where it
// does not matter) become one; a named net of the same value stands for them where there is one. Named nets
// are never merged with one another.
void common_subexpressions(Module& module);

}  // namespace winnow::hdl::passes

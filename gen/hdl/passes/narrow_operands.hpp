// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Products and comparisons of extended operands are formed on fewer bits: a product is extended afterwards
// instead, a comparison gives the same result. Part of the pass `narrow`.
void narrow_operands(Module& module);

}  // namespace winnow::hdl::passes

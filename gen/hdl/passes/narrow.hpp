// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Removes bits nobody needs. High result bits of sums, products, bitwise operations, multiplexers, left
// shifts, nets and registers that are never read go, together with the logic that made them; products and
// comparisons of extended operands are formed on the operands themselves. A named net keeps its name and gets
// narrower; what is not read at all is left to the pass `dead`. Afterwards a product may be narrower than the
// sum of its operands' widths (modulo 2^W, no operand wider than W).
void narrow(Module& module);

}  // namespace winnow::hdl::passes

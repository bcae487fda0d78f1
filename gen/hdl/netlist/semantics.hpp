// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "gen/hdl/netlist/bits.hpp"
#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

// The meaning of every combinational operation, on values: the result of `node` (of `module`) for these
// operand values, in the node's order. Each value has the width of its operand node; the result has the
// node's width. Written to be read, not to be quick: constant folding uses it and the evaluator's
// instructions are tested against it. Throws std::logic_error for nodes whose value is not a function of
// their operands alone: ports, state, memory reads, instance outputs and poison.
Bits evaluate(const Module& module, const Node& node, std::span<const Bits> operands);

}  // namespace winnow::hdl

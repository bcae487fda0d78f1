// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Brings a module into the form that the Verilog writer prints without changing anything. Afterwards:
//
// 1. The arena is in topological order, and everything in it is printed: nothing is dead (the pass `dead` has
// run).
// 2. A node with a name is a net of its own: `wire [signed] [W-1:0] name = <its operation>;`. Inputs,
// registers, registered
//    memory reads and the instance outputs always have names. Constants never do (a net of constant value is
//    a named wire whose operand is the constant). Names are unique in the module, also against ports,
//    instances, memories and properties, and are no reserved words. Names that the user gave have user_named
//    = true.
// 3. A node without a name is printed inside its user. It is used once, or it is wiring only: constants, and
// slices,
//    extensions, reinterpretations and one-bit inversions of nets. An inlined expression is at most about 100
//    characters long and six operations deep; only the elements of a concatenation may add up to more.
// 4. Selected from (slice) and sign-extended are only nets.
// 5. Products, arithmetic right shifts and memory reads are nets. The operands of a product, whose width
// Verilog
//    would take from the product's context, are nets, constants, slices, concatenations or extensions. A
//    product may be narrower than the sum of its operands' widths (modulo 2^W), but no operand is wider than
//    the product.
// 6. Property conditions are nets (or constants), because lint sees the file without the properties.
// 7. Every bit of every net is read, with these exceptions: instance outputs that nobody reads have a name
//    ending in `_unused`; other bits that nobody reads are read by one net `unused_ok = &{1'b0, …}`, the last
//    node. (docs/decisions/unused-bits.md)
void legalise(Module& module);

}  // namespace winnow::hdl::passes

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

// Values that the writer spells out as statements instead of one expression; it and the legalise pass, which
// gives values their nets, must agree on them.
namespace winnow::hdl {

// A concatenation this wide is assigned element by element: simulators build a wide expression by copying all
// of it once per element.
bool is_wide_concatenation(const Node& node);

// True for a value that users refer to by name, so that its expression is not part of theirs.
using IsNet = std::function<bool(NodeId)>;

// A product that keeps all its bits; the narrowing pass makes others.
bool is_exact_product(const Module& module, NodeId id);

// The products of a signed sum of exact products that cannot overflow: it means the same whatever width
// Verilog computes it in. Empty when `root` is no such sum. Extensions in between are looked through.
std::vector<NodeId> product_sum(const Module& module, NodeId root, const IsNet& is_net);

// One arm of a chain of multiplexers: `value` when `condition` is 1 and those before it are 0. The last arm's
// condition is no_node.
struct Arm {
  NodeId condition = no_node;
  NodeId value = no_node;
};

// The chain of multiplexers that gives a register its next value, when an arm of it is a sum of products (a
// single arm when there is no choice); else empty. Such a register is printed as a choice of statements:
// a simulator then computes the products of the arm that is taken, once per clock edge, instead of all of
// them whenever an operand changes.
std::vector<Arm> product_choice(const Module& module, const Register& reg, const IsNet& is_net);

}  // namespace winnow::hdl

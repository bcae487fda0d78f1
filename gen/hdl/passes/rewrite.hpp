// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// The module's nodes, operands before their users, else in order of id. Edges through registers, memories
// with registered reads and instances do not count. The module must be free of combinational loops
// (check_structure).
std::vector<NodeId> topological_order(const Module& module);

// True for nodes whose value comes from outside the combinational logic: ports, state and instance outputs.
bool is_source(Op op);

// Makes the new node (or finds one) that stands for an old one. `node` is a copy of the old node whose
// operands are already ids of the new arena; `old_id` is its id in the old one. Returns no_node to drop it;
// then nothing that is kept may refer to it.
using Emit = std::function<NodeId(NodeId old_id, Node node)>;

// Rebuilds the arena in topological order through `emit` (which appends to module.nodes) and translates every
// reference to a node: operands, ports, registers, memories, instances, properties.
void rewrite(Module& module, const Emit& emit);

// Calls `visit` with every reference to a node from outside the arena that reads the node's value: driven
// outputs, next values and enables, memory ports, instance inputs, property conditions. References that are
// no_node are left out.
void for_each_root(Module& module, const std::function<void(NodeId&)>& visit);

// Drops unnamed combinational nodes that nothing refers to, and orders the arena; what passes end with.
void sweep(Module& module);

// Bits of everything that is computed, stored or named: what passes make smaller. Unnamed wiring costs
// nothing.
std::uint64_t logic_bits(const Module& module);

}  // namespace winnow::hdl::passes

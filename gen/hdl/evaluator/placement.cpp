// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/placement.hpp"

#include <algorithm>

#include "gen/hdl/netlist/diagnostics.hpp"

namespace winnow::hdl {
namespace {

std::uint32_t words(unsigned width) {
  return (width + 63U) / 64U;
}

// True when the value of `net` is found, complete and clean above its width, in the storage of its one
// dependency, from word `offset` on.
bool is_alias(const FlatGraph& graph, NetId net, const std::vector<NetId>& operands, std::uint32_t& offset) {
  offset = 0;
  const Node& node = graph.node(net);
  switch (node.op) {
    case Op::input:
    case Op::instance_output:
      return !operands.empty();
    case Op::wire:
    case Op::reinterpret:
      return true;
    case Op::concatenate:
      return operands.size() == 1;
    case Op::zero_extend:
      return words(node.width) == words(graph.node(operands[0]).width);
    case Op::sign_extend:
      return node.width == graph.node(operands[0]).width;
    case Op::slice: {
      const bool to_the_top = node.index + node.width == graph.node(operands[0]).width;
      offset = node.index / 64U;
      return node.index % 64U == 0 && (to_the_top || node.width % 64U == 0);
    }
    default:
      return false;
  }
}

NetKind source_kind(const Node& node) {
  switch (node.op) {
    case Op::constant:
      return NetKind::constant;
    case Op::reg:
    case Op::memory_read_reg:
      return NetKind::state;
    case Op::input:
      return NetKind::input;
    default:
      return NetKind::computed;
  }
}

void place_net(const FlatGraph& graph, NetId net, const std::vector<NetId>& operands, Placement& placement) {
  Placement::Entry& entry = placement.entries[net];
  entry.root = net;
  if (operands.empty()) {
    entry.kind = source_kind(graph.node(net));
    return;
  }
  std::uint32_t offset = 0;
  if (is_alias(graph, net, operands, offset)) {
    entry = placement.entries[operands[0]];
    entry.word += offset;
    return;
  }
  const bool depends_on_memory = graph.node(net).op == Op::memory_read;
  bool constant = !depends_on_memory;
  for (const NetId operand : operands) {
    constant = constant && placement.entries[operand].kind == NetKind::constant;
    entry.level = std::max(entry.level, placement.entries[operand].level);
  }
  ++entry.level;
  entry.kind = constant ? NetKind::constant : NetKind::computed;
}

void add_register_roots(const FlatGraph& graph, const Scope& scope, std::vector<NetId>& roots) {
  for (const Register& reg : scope.module->registers) {
    const Node& node = scope.module->node(reg.node);
    if (reg.next == no_node) {
      throw ElaborationError({{node.location, "register '" + graph.describe(graph.net(scope, reg.node)) +
                                                  "' has no next value; call .next(...)"}});
    }
    for (const NodeId id : {reg.node, reg.next, reg.enable}) roots.push_back(graph.net(scope, id));
  }
}

void add_memory_roots(const FlatGraph& graph, const Scope& scope, std::vector<NetId>& roots) {
  for (const Memory& memory : scope.module->memories) {
    for (const Memory::Write& write : memory.writes) {
      for (const NodeId id : {write.address, write.data, write.enable}) roots.push_back(graph.net(scope, id));
    }
    for (const Memory::SyncRead& read : memory.sync_reads) {
      for (const NodeId id : {read.node, read.address, read.enable}) roots.push_back(graph.net(scope, id));
    }
  }
}

}  // namespace

std::vector<NetId> observable_nets(const FlatGraph& graph) {
  std::vector<NetId> roots;
  const Scope& top = graph.scopes().front();
  for (const Port& port : top.module->ports) {
    if (port.node == no_node) {
      throw ElaborationError({{port.location, "port '" + port.name + "' is not driven; call .drive(...)"}});
    }
    roots.push_back(graph.net(top, port.node));
  }
  for (const Scope& scope : graph.scopes()) {
    add_register_roots(graph, scope, roots);
    add_memory_roots(graph, scope, roots);
    for (const Property& property : scope.module->properties)
      roots.push_back(graph.net(scope, property.condition));
    for (NodeId id = 0; id < scope.module->nodes.size(); ++id) {
      if (scope.module->node(id).user_named) roots.push_back(graph.net(scope, id));
    }
  }
  std::erase(roots, no_net);
  return roots;
}

Placement place(const FlatGraph& graph, const std::vector<NetId>& roots) {
  Placement placement;
  placement.entries.resize(graph.size());
  placement.order = graph.topological_order(roots);
  std::vector<NetId> operands;
  for (const NetId net : placement.order) {
    graph.dependencies(net, operands);
    place_net(graph, net, operands, placement);
  }
  return placement;
}

}  // namespace winnow::hdl

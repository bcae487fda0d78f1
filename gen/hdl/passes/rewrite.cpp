// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/rewrite.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace winnow::hdl::passes {
namespace {

enum class State : std::uint8_t { unseen, open, done };

class Order {
 public:
  explicit Order(const Module& module) : module_(module), state_(module.nodes.size(), State::unseen) {}

  std::vector<NodeId> run() {
    order_.reserve(module_.nodes.size());
    for (NodeId id = 0; id < module_.nodes.size(); ++id) visit(id);
    return std::move(order_);
  }

 private:
  void visit(NodeId root) {
    if (state_[root] != State::unseen) return;
    std::vector<std::pair<NodeId, std::size_t>> stack{{root, 0}};
    state_[root] = State::open;
    while (!stack.empty()) {
      auto& [id, next] = stack.back();
      const std::vector<NodeId>& operands = module_.node(id).operands;
      if (next == operands.size()) {
        state_[id] = State::done;
        order_.push_back(id);
        stack.pop_back();
        continue;
      }
      const NodeId operand = operands[next++];
      if (operand != no_node && state_[operand] == State::unseen) {
        state_[operand] = State::open;
        stack.emplace_back(operand, 0);
      }
    }
  }

  const Module& module_;
  std::vector<State> state_;
  std::vector<NodeId> order_;
};

// True when every node comes after its operands, as a pass leaves them.
bool is_ordered(const Module& module) {
  for (NodeId id = 0; id < module.nodes.size(); ++id) {
    for (const NodeId operand : module.node(id).operands) {
      if (operand >= id && operand != no_node) return false;
    }
  }
  return true;
}

// The references that say which node is a port, register or instance output, as opposed to reading a value.
void for_each_definition(Module& module, const std::function<void(NodeId&)>& visit) {
  for (Port& port : module.ports) {
    if (port.is_input && port.node != no_node) visit(port.node);
  }
  for (Register& reg : module.registers) visit(reg.node);
  for (Memory& memory : module.memories) {
    for (Memory::SyncRead& read : memory.sync_reads) visit(read.node);
  }
  for (Instance& instance : module.instances) {
    for (NodeId& output : instance.outputs) {
      if (output != no_node) visit(output);
    }
  }
}

}  // namespace

std::vector<NodeId> topological_order(const Module& module) {
  if (!is_ordered(module)) return Order(module).run();
  std::vector<NodeId> order(module.nodes.size());
  std::iota(order.begin(), order.end(), NodeId{0});
  return order;
}

bool is_source(Op op) {
  return op == Op::input || op == Op::instance_output || op == Op::reg || op == Op::memory_read_reg ||
         op == Op::poison;
}

void for_each_root(Module& module, const std::function<void(NodeId&)>& visit) {
  const auto visit_present = [&](NodeId& id) {
    if (id != no_node) visit(id);
  };
  for (Port& port : module.ports) {
    if (!port.is_input) visit_present(port.node);
  }
  for (Register& reg : module.registers) {
    visit_present(reg.next);
    visit_present(reg.enable);
  }
  for (Memory& memory : module.memories) {
    for (Memory::Write& write : memory.writes) {
      visit_present(write.address);
      visit_present(write.data);
      visit_present(write.enable);
    }
    for (Memory::SyncRead& read : memory.sync_reads) {
      visit_present(read.address);
      visit_present(read.enable);
    }
  }
  for (Instance& instance : module.instances) {
    for (NodeId& input : instance.inputs) visit_present(input);
  }
  for (Property& property : module.properties) visit_present(property.condition);
}

void rewrite(Module& module, const Emit& emit) {
  const std::vector<NodeId> order = topological_order(module);
  std::vector<Node> old = std::exchange(module.nodes, {});
  module.nodes.reserve(old.size());
  std::vector<NodeId> translation(old.size(), no_node);
  for (const NodeId id : order) {
    Node node = std::move(old[id]);
    for (NodeId& operand : node.operands) {
      if (operand != no_node) operand = translation[operand];
    }
    translation[id] = emit(id, std::move(node));
  }
  const auto translate = [&](NodeId& id) { id = translation[id]; };
  for_each_root(module, translate);
  for_each_definition(module, translate);
}

void sweep(Module& module) {
  std::vector<bool> used(module.nodes.size(), false);
  for_each_root(module, [&](NodeId& id) { used[id] = true; });
  const std::vector<NodeId> order = topological_order(module);
  for (std::size_t i = order.size(); i-- > 0;) {
    const Node& node = module.node(order[i]);
    if (!node.name.empty() || is_source(node.op)) used[order[i]] = true;
    if (!used[order[i]]) continue;
    for (const NodeId operand : node.operands) {
      if (operand != no_node) used[operand] = true;
    }
  }
  // Most of the time there is nothing to remove.
  if (std::ranges::find(used, false) == used.end() && is_ordered(module)) return;
  rewrite(module, [&](NodeId id, Node node) { return used[id] ? module.add(std::move(node)) : no_node; });
}

std::uint64_t logic_bits(const Module& module) {
  std::uint64_t bits = 0;
  for (const Node& node : module.nodes) {
    const bool is_wiring = node.op == Op::constant || node.op == Op::slice || node.op == Op::concatenate ||
                           node.op == Op::zero_extend || node.op == Op::sign_extend ||
                           node.op == Op::reinterpret;
    if (!is_wiring || !node.name.empty()) bits += node.width;
  }
  return bits;
}

}  // namespace winnow::hdl::passes

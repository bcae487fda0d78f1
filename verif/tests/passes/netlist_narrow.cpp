// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "verif/tests/passes/netlist_shrink.hpp"

namespace winnow::hdl::test {
namespace {

// Copies one module node by node. Numbers stay: what a node needs besides itself is added at the end.
class Narrower {
 public:
  Narrower(ModuleSketch& module, unsigned limit) : module_(module), limit_(limit) {}

  void run() {
    const std::size_t count = module_.nodes.size();
    for (NodeId id = 0; id < count; ++id) widths_.push_back(module_.nodes[id].width);
    for (NodeId id = 0; id < count; ++id) narrow(id);
    for (Port& port : module_.ports) port.width = capped(port.width);
    for (Register& reg : module_.registers) {
      reg.reset_value = reg.reset_value.extended(capped(reg.reset_value.width()), false);
    }
    for (Memory& memory : module_.memories) memory.width = capped(memory.width);
  }

 private:
  unsigned capped(unsigned width) const { return std::min(width, limit_); }
  unsigned capped_operand(const Node& node, std::size_t i) const { return capped(widths_[node.operands[i]]); }

  NodeId add(Node node) {
    module_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(module_.nodes.size()) - 1;
  }

  void narrow(NodeId id) {
    Node node = module_.nodes[id];
    const unsigned width = capped(node.width);
    switch (node.op) {
      case Op::constant:
        node.value = node.value.extended(width, false);
        break;
      case Op::slice: {
        const unsigned room = capped_operand(node, 0) - width;
        node.index = std::min(node.index, room);
        break;
      }
      case Op::zero_extend:
      case Op::sign_extend:
        if (capped_operand(node, 0) == width) {
          // Nothing is left to extend; a slice of the whole passes the value on.
          node = arena_node(Op::slice, width, false, node.operands);
          finish(id, std::move(node), width, module_.nodes[id].is_signed);
          return;
        }
        break;
      case Op::multiply:
        node.width = capped_operand(node, 0) + capped_operand(node, 1);
        finish(id, std::move(node), width, module_.nodes[id].is_signed);
        return;
      case Op::concatenate: {
        unsigned sum = 0;
        for (std::size_t i = 0; i < node.operands.size(); ++i) sum += capped_operand(node, i);
        node.width = sum;
        finish(id, std::move(node), width, false);
        return;
      }
      default:
        break;
    }
    node.width = width;
    module_.nodes[id] = std::move(node);
  }

  // Node `id` becomes `node`, cut to `width` and with the sign that its users expect.
  void finish(NodeId id, Node node, unsigned width, bool is_signed) {
    const std::string name = std::exchange(node.name, {});
    const bool user_named = std::exchange(node.user_named, false);
    if (node.width > width) {
      const NodeId whole = add(std::move(node));
      node = arena_node(Op::slice, width, false, {whole});
    }
    if (node.is_signed != is_signed) {
      const NodeId other = add(std::move(node));
      node = arena_node(Op::reinterpret, width, is_signed, {other});
    }
    node.name = name;
    node.user_named = user_named;
    module_.nodes[id] = std::move(node);
  }

  ModuleSketch& module_;
  unsigned limit_;
  std::vector<unsigned> widths_;  // before
};

}  // namespace

NetlistSketch narrowed(const NetlistSketch& sketch, unsigned width) {
  NetlistSketch narrow = sketch;
  for (ModuleSketch& module : narrow) Narrower(module, width).run();
  return narrow;
}

}  // namespace winnow::hdl::test

// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/demand.hpp"

#include <algorithm>

#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

class Demand {
 public:
  explicit Demand(Module& module) : bits_(module.nodes.size(), 0), module_(module) {
    // Registers pass on what is demanded of them; every other root needs all bits.
    std::vector<Register> registers;
    registers.swap(module.registers);
    for_each_root(module, [&](NodeId& id) { raise_all(id); });
    registers.swap(module.registers);
    // Users before operands, so that most nodes are visited once; registers add rounds.
    std::vector<NodeId> order = topological_order(module);
    do {
      again_ = false;
      for (std::size_t i = order.size(); i-- > 0;) follow(order[i]);
    } while (again_);
  }

  std::vector<unsigned> take() { return std::move(bits_); }

 private:
  void raise(NodeId id, unsigned bits) {
    if (id == no_node) return;
    bits = std::min(bits, module_.node(id).width);
    if (bits_[id] < bits) {
      bits_[id] = bits;
      raised_ = true;
    }
  }
  void raise_all(NodeId id) {
    if (id != no_node) raise(id, module_.node(id).width);
  }

  void follow_register(const Register& reg, unsigned bits) {
    raised_ = false;
    raise(reg.next, bits);
    raise_all(reg.enable);
    again_ = again_ || raised_;
  }

  void follow_concatenate(const Node& node, unsigned bits) {
    unsigned low = 0;
    for (std::size_t i = node.operands.size(); i-- > 0 && low < bits;) {
      raise(node.operands[i], bits - low);
      low += module_.node(node.operands[i]).width;
    }
  }

  void follow(NodeId id) {
    const Node& node = module_.node(id);
    const unsigned bits = bits_[id];
    if (bits == 0) return;
    switch (node.op) {
      case Op::reg:
        follow_register(module_.registers[node.index], bits);
        break;
      case Op::wire:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::bit_and:
      case Op::bit_or:
      case Op::bit_xor:
      case Op::bit_not:
      case Op::zero_extend:
      case Op::sign_extend:
      case Op::reinterpret:
        for (const NodeId operand : node.operands) raise(operand, bits);
        break;
      case Op::mux:
        raise_all(node.operands[0]);
        raise(node.operands[1], bits);
        raise(node.operands[2], bits);
        break;
      case Op::shift_left:
        raise(node.operands[0], bits);
        raise_all(node.operands[1]);
        break;
      case Op::slice:
        raise(node.operands[0], node.index + bits);
        break;
      case Op::concatenate:
        follow_concatenate(node, bits);
        break;
      default:
        for (const NodeId operand : node.operands) raise_all(operand);
        break;
    }
  }

  std::vector<unsigned> bits_;
  Module& module_;
  bool raised_ = false;
  bool again_ = false;
};

}  // namespace

std::vector<unsigned> demanded_low_bits(Module& module) {
  return Demand(module).take();
}

}  // namespace winnow::hdl::passes

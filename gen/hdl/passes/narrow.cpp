// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/narrow.hpp"

#include <algorithm>
#include <utility>

#include "gen/hdl/passes/construct.hpp"
#include "gen/hdl/passes/demand.hpp"
#include "gen/hdl/passes/fold.hpp"
#include "gen/hdl/passes/narrow_operands.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

class Narrow {
 public:
  explicit Narrow(Module& module) : module_(module), build_(module), demand_(demanded_low_bits(module)) {}

  void run() {
    std::vector<bool> is_read;
    for (const Register& reg : module_.registers) is_read.push_back(demand_[reg.node] > 0);
    rewrite(module_, [&](NodeId id, Node node) { return emit(demand_[id], std::move(node)); });
    for (std::size_t i = 0; i < module_.registers.size(); ++i) {
      Register& reg = module_.registers[i];
      const unsigned width = module_.node(reg.node).width;
      const Location where = module_.node(reg.node).location;
      // A register nobody reads holds itself until `dead` takes it away.
      reg.next = is_read[i] ? build_.low(reg.next, width, where) : reg.node;
      reg.reset_value = reg.reset_value.slice(0, width);
    }
  }

 private:
  NodeId emit(unsigned bits, Node node) {
    if (bits == 0) return emit_unread(std::move(node));
    if (bits == node.width && node.op != Op::multiply)
      return build_.push(std::move(fit_operands(node, bits)));
    switch (node.op) {
      case Op::reg:
        node.width = bits;
        return build_.push(std::move(node));
      case Op::constant:
        node.value = node.value.slice(0, bits);
        node.width = bits;
        return build_.push(std::move(node));
      case Op::wire:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::bit_and:
      case Op::bit_or:
      case Op::bit_xor:
      case Op::bit_not:
      case Op::reinterpret:
      case Op::mux:
      case Op::shift_left:
      case Op::slice:
        return build_.push(std::move(fit_operands(node, bits)));
      case Op::zero_extend:
      case Op::sign_extend:
        return emit_extend(node, bits);
      case Op::concatenate:
        return emit_concatenate(node, bits);
      default:  // the width is fixed by something else; users take the low bits
        return build_.push(std::move(node));
    }
  }

  // Only state and interfaces exist without a reader.
  NodeId emit_unread(Node node) { return is_source(node.op) ? build_.push(std::move(node)) : no_node; }

  // Sets the node's width and cuts the operands that must follow it; others were demanded in full.
  Node& fit_operands(Node& node, unsigned bits) {
    const auto cut = [&](std::size_t i) {
      NodeId& operand = node.operands[i];
      if (operand == no_node) return;
      operand = build_.low(operand, std::min(bits, build_.at(operand).width), node.location);
    };
    switch (node.op) {
      case Op::wire:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::bit_and:
      case Op::bit_or:
      case Op::bit_xor:
      case Op::bit_not:
      case Op::reinterpret:
        for (std::size_t i = 0; i < node.operands.size(); ++i) cut(i);
        break;
      case Op::mux:
        cut(1);
        cut(2);
        break;
      case Op::shift_left:
        cut(0);
        break;
      default:
        break;
    }
    node.width = bits;
    return node;
  }

  NodeId emit_extend(const Node& node, unsigned bits) {
    const NodeId operand = node.operands.front();
    if (build_.at(operand).width < bits) {
      Node narrower = node;
      narrower.width = bits;
      return build_.push(std::move(narrower));
    }
    const NodeId low = build_.low(operand, bits, node.location);
    return build_.with_name_of(build_.as_sign(low, node.is_signed, node.location), node);
  }

  NodeId emit_concatenate(const Node& node, unsigned bits) {
    std::vector<NodeId> parts;
    unsigned missing = bits;
    for (std::size_t i = node.operands.size(); i-- > 0 && missing > 0;) {
      const unsigned width = std::min(missing, build_.at(node.operands[i]).width);
      parts.insert(parts.begin(), build_.low(node.operands[i], width, node.location));
      missing -= width;
    }
    if (parts.size() == 1) {
      return build_.with_name_of(build_.as_sign(parts.front(), false, node.location), node);
    }
    Node narrower = node;
    narrower.operands = std::move(parts);
    narrower.width = bits;
    return build_.push(std::move(narrower));
  }

  Module& module_;
  Construct build_;
  std::vector<unsigned> demand_;
};

}  // namespace

void narrow(Module& module) {
  fold(module);
  std::uint64_t before = 0;
  do {
    before = logic_bits(module);
    narrow_operands(module);
    Narrow(module).run();
    sweep(module);
    fold(module);
  } while (logic_bits(module) < before);
}

}  // namespace winnow::hdl::passes

// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/folder.hpp"

#include <algorithm>
#include <utility>

#include "gen/hdl/netlist/semantics.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {

bool Folder::take_changed() {
  return std::exchange(changed_, false);
}

bool Folder::same(NodeId a, NodeId b) const {
  if (a == b) return true;
  const Node& left = build_.at(a);
  const Node& right = build_.at(b);
  if (!left.name.empty() || !right.name.empty() || left.op != right.op || left.width != right.width ||
      left.is_signed != right.is_signed || left.index != right.index) {
    return false;
  }
  const bool is_wiring = left.op == Op::slice || left.op == Op::zero_extend || left.op == Op::sign_extend ||
                         left.op == Op::reinterpret;
  return is_wiring && same(left.operands.front(), right.operands.front());
}

bool Folder::is_zero(NodeId id) const {
  const Bits* value = build_.constant_of(id);
  return value != nullptr && !value->any();
}

bool Folder::is_ones(NodeId id) const {
  const Bits* value = build_.constant_of(id);
  return value != nullptr && value->is_ones();
}

NodeId Folder::constant(Bits value, const Node& like) {
  return build_.constant(std::move(value), like.is_signed, like.location);
}

NodeId Folder::slice(NodeId id, unsigned low, unsigned width, const Location& where) {
  return make(make_node(Op::slice, width, false, {id}, where, low));
}

void Folder::strip_reinterpretations(Node& node) const {
  const auto strip = [&](NodeId& id) {
    while (build_.is_plain(id, Op::reinterpret)) id = build_.at(id).operands.front();
  };
  switch (node.op) {
    case Op::concatenate:
    case Op::slice:
    case Op::zero_extend:
    case Op::sign_extend:
    case Op::reduce_and:
    case Op::reduce_or:
    case Op::reduce_xor:
    case Op::memory_read:
      for (NodeId& operand : node.operands) strip(operand);
      break;
    case Op::mux:
      strip(node.operands[0]);
      break;
    case Op::shift_left:
    case Op::shift_right:
      strip(node.operands[1]);
      break;
    default:
      break;
  }
}

std::optional<Bits> Folder::value_of(const Node& node) const {
  if (is_source(node.op) || node.op == Op::memory_read || node.op == Op::constant) return std::nullopt;
  // Hardly any node has constants alone: it costs nothing to have seen that first.
  const bool is_constant = std::ranges::all_of(node.operands, [this](NodeId operand) {
    return operand != no_node && build_.constant_of(operand) != nullptr;
  });
  if (!is_constant) return std::nullopt;
  std::vector<Bits> values;
  values.reserve(node.operands.size());
  for (const NodeId operand : node.operands) values.push_back(*build_.constant_of(operand));
  return evaluate(build_.module(), node, values);
}

NodeId Folder::make(Node node) {
  if (is_source(node.op) || node.op == Op::constant) return build_.push(std::move(node));
  if (std::find(node.operands.begin(), node.operands.end(), no_node) != node.operands.end()) {
    return build_.push(std::move(node));  // an undriven wire, reported elsewhere
  }
  if (std::optional<Bits> value = value_of(node)) {
    changed_ = true;
    return constant(std::move(*value), node);
  }
  strip_reinterpretations(node);
  const NodeId simpler = simplify(node);
  if (simpler == no_node) return build_.push(std::move(node));
  changed_ = true;
  return build_.as_sign(simpler, node.is_signed, node.location);
}

NodeId Folder::simplify(const Node& node) {
  switch (node.op) {
    case Op::wire:
      return node.operands.front();
    case Op::add:
    case Op::subtract:
    case Op::multiply:
      return simplify_arithmetic(node);
    case Op::bit_and:
    case Op::bit_or:
    case Op::bit_xor:
    case Op::bit_not:
      return simplify_bitwise(node);
    case Op::equal:
    case Op::not_equal:
      return simplify_equality(node);
    case Op::less:
    case Op::less_equal:
      return simplify_order(node);
    case Op::mux:
      return simplify_mux(node);
    case Op::shift_left:
    case Op::shift_right:
      return simplify_shift(node);
    case Op::reduce_and:
    case Op::reduce_or:
    case Op::reduce_xor:
      return simplify_reduce(node);
    case Op::zero_extend:
    case Op::sign_extend:
      return simplify_extend(node);
    case Op::reinterpret:
      return simplify_reinterpret(node);
    case Op::slice:
      return simplify_slice(node);
    case Op::concatenate:
      return simplify_concatenate(node);
    case Op::poison:
    case Op::constant:
    case Op::input:
    case Op::instance_output:
    case Op::reg:
    case Op::memory_read:
    case Op::memory_read_reg:
      break;
  }
  return no_node;
}

}  // namespace winnow::hdl::passes

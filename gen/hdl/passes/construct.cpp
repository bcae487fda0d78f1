// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/construct.hpp"

#include <utility>

namespace winnow::hdl::passes {

Node make_node(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, const Location& where,
               std::uint32_t index) {
  Node node;
  node.op = op;
  node.width = width;
  node.is_signed = is_signed;
  node.operands = std::move(operands);
  node.location = where;
  node.index = index;
  return node;
}

const Bits* Construct::constant_of(NodeId id) const {
  while (at(id).op == Op::wire && at(id).operands.front() != no_node) id = at(id).operands.front();
  return at(id).op == Op::constant ? &at(id).value : nullptr;
}

NodeId Construct::push(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands,
                       const Location& where, std::uint32_t index) const {
  return push(make_node(op, width, is_signed, std::move(operands), where, index));
}

NodeId Construct::constant(Bits value, bool is_signed, const Location& where) const {
  Node node = make_node(Op::constant, value.width(), is_signed, {}, where);
  node.value = std::move(value);
  return push(std::move(node));
}

NodeId Construct::as_sign(NodeId id, bool is_signed, const Location& where) const {
  const Node& node = at(id);
  if (node.is_signed == is_signed) return id;
  if (is_plain(id, Op::constant)) return constant(Bits(node.value), is_signed, where);
  if (is_plain(id, Op::reinterpret)) return as_sign(node.operands.front(), is_signed, where);
  return push(Op::reinterpret, node.width, is_signed, {id}, where);
}

NodeId Construct::low(NodeId id, unsigned width, const Location& where) const {
  const Node& node = at(id);
  if (node.width == width) return id;
  const bool is_signed = node.is_signed;
  if (const Bits* value = constant_of(id)) return constant(value->slice(0, width), is_signed, where);
  return as_sign(push(Op::slice, width, false, {id}, where), is_signed, where);
}

NodeId Construct::with_name_of(NodeId id, const Node& original) const {
  if (original.name.empty()) return id;
  if (!at(id).name.empty() || at(id).op == Op::constant) {
    id = push(Op::wire, at(id).width, at(id).is_signed, {id}, original.location);
  }
  Node& node = module_.node(id);
  node.name = original.name;
  node.user_named = original.user_named;
  node.location = original.location;
  return id;
}

}  // namespace winnow::hdl::passes

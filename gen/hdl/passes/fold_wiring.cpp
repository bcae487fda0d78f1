// SPDX-License-Identifier: Apache-2.0
// The folder's rules for operations that only move bits: slices, concatenations, extensions, constant shifts.
#include <algorithm>
#include <utility>

#include "gen/hdl/passes/folder.hpp"

namespace winnow::hdl::passes {

NodeId Folder::simplify_reinterpret(const Node& node) {
  const NodeId a = node.operands.front();
  const Node inner = build_.at(a);
  if (inner.is_signed == node.is_signed) return a;
  if (!inner.name.empty()) return no_node;
  if (inner.op == Op::reinterpret) return inner.operands.front();
  if (inner.op == Op::zero_extend || inner.op == Op::sign_extend) {
    return build_.push(inner.op, inner.width, node.is_signed, inner.operands, inner.location);
  }
  return no_node;
}

NodeId Folder::simplify_extend(const Node& node) {
  const NodeId a = node.operands.front();
  const Node inner = build_.at(a);
  if (inner.width == node.width) return a;
  if (!inner.name.empty()) return no_node;
  // An extension is strictly wider, so a zero-extended operand has a zero at its sign.
  if (inner.op == Op::zero_extend || (inner.op == Op::sign_extend && node.op == Op::sign_extend)) {
    return build_.push(inner.op, node.width, node.is_signed, inner.operands, node.location);
  }
  return no_node;
}

NodeId Folder::simplify_slice(const Node& node) {
  const NodeId a = node.operands.front();
  const Node inner = build_.at(a);
  if (inner.width == node.width) return a;
  if (!inner.name.empty()) return no_node;
  switch (inner.op) {
    case Op::slice:
      return slice(inner.operands.front(), inner.index + node.index, node.width, node.location);
    case Op::concatenate:
      return slice_of_concatenate(node, inner);
    case Op::zero_extend:
    case Op::sign_extend:
      return slice_of_extend(node, inner);
    default:
      return no_node;
  }
}

NodeId Folder::slice_of_concatenate(const Node& node, const Node& inner) {
  std::vector<NodeId> parts;
  unsigned top = inner.width;
  for (const NodeId part : inner.operands) {
    const unsigned bottom = top - build_.at(part).width;
    const unsigned from = std::max(bottom, node.index);
    const unsigned to = std::min(top, node.index + node.width);
    if (from < to) parts.push_back(slice(part, from - bottom, to - from, node.location));
    top = bottom;
  }
  return join(std::move(parts), node.location);
}

NodeId Folder::slice_of_extend(const Node& node, const Node& inner) {
  const NodeId source = inner.operands.front();
  const unsigned width = build_.at(source).width;
  if (node.index + node.width <= width) return slice(source, node.index, node.width, node.location);
  if (node.index >= width) {
    if (inner.op == Op::zero_extend) return constant(Bits(node.width), node);
    return make(
        make_node(inner.op, node.width, false, {slice(source, width - 1, 1, node.location)}, node.location));
  }
  const NodeId rest = slice(source, node.index, width - node.index, node.location);
  return make(make_node(inner.op, node.width, false, {rest}, node.location));
}

void Folder::append_part(std::vector<NodeId>& parts, NodeId part, const Location& where) {
  while (build_.is_plain(part, Op::reinterpret)) part = build_.at(part).operands.front();
  const Node node = build_.at(part);
  if (build_.is_plain(part, Op::concatenate)) {
    for (const NodeId operand : node.operands) append_part(parts, operand, where);
    return;
  }
  if (build_.is_plain(part, Op::zero_extend)) {
    const unsigned zeros = node.width - build_.at(node.operands.front()).width;
    append_part(parts, build_.constant(Bits(zeros), false, where), where);
    append_part(parts, node.operands.front(), where);
    return;
  }
  if (!parts.empty()) {
    const Node above = build_.at(parts.back());
    if (above.name.empty() && above.op == Op::constant && build_.is_plain(part, Op::constant)) {
      parts.back() = build_.constant(concatenate(above.value, node.value), false, where);
      return;
    }
    if (above.name.empty() && above.op == Op::slice && build_.is_plain(part, Op::slice) &&
        above.operands == node.operands && node.index + node.width == above.index) {
      parts.back() = slice(node.operands.front(), node.index, node.width + above.width, where);
      return;
    }
  }
  parts.push_back(part);
}

NodeId Folder::join(std::vector<NodeId> parts, const Location& where) {
  if (parts.size() == 1) return parts.front();
  unsigned width = 0;
  for (const NodeId part : parts) width += build_.at(part).width;
  return make(make_node(Op::concatenate, width, false, std::move(parts), where));
}

NodeId Folder::simplify_concatenate(const Node& node) {
  std::vector<NodeId> parts;
  for (const NodeId operand : node.operands) append_part(parts, operand, node.location);
  if (parts.size() > 1 && is_zero(parts.front())) {
    const NodeId rest = join({parts.begin() + 1, parts.end()}, node.location);
    return make(make_node(Op::zero_extend, node.width, false, {rest}, node.location));
  }
  if (parts == node.operands && parts.size() > 1) return no_node;
  if (parts.size() == 1) return parts.front();
  return build_.push(Op::concatenate, node.width, false, std::move(parts), node.location);
}

NodeId Folder::simplify_shift(const Node& node) {
  const NodeId a = node.operands[0];
  if (is_zero(a)) return a;
  const Bits* shift = build_.constant_of(node.operands[1]);
  if (shift == nullptr) return no_node;
  const bool keeps_some = shift->unsigned_bits() <= 32 && shift->low_word() < node.width;
  const unsigned amount = keeps_some ? static_cast<unsigned>(shift->low_word()) : node.width;
  if (amount == 0) return a;
  if (node.op == Op::shift_left) {
    if (amount == node.width) return constant(Bits(node.width), node);
    const NodeId zeros = build_.constant(Bits(amount), false, node.location);
    return join({slice(a, 0, node.width - amount, node.location), zeros}, node.location);
  }
  if (amount == node.width && !node.is_signed) return constant(Bits(node.width), node);
  const unsigned low = std::min(amount, node.width - 1);
  const NodeId rest = slice(a, low, node.width - low, node.location);
  const Op extend = node.is_signed ? Op::sign_extend : Op::zero_extend;
  return make(make_node(extend, node.width, node.is_signed, {rest}, node.location));
}

}  // namespace winnow::hdl::passes

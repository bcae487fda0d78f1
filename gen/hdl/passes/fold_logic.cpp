// SPDX-License-Identifier: Apache-2.0
// The folder's rules for arithmetic, logic, comparisons, multiplexers and reductions.
#include <utility>

#include "gen/hdl/passes/folder.hpp"

namespace winnow::hdl::passes {
namespace {

bool is_one(const Bits& value, bool is_signed) {
  // A signed one-bit 1 is minus one.
  return value.unsigned_bits() == 1 && value.any() && !(is_signed && value.width() == 1);
}

Bits least(unsigned width, bool is_signed) {
  Bits value(width);
  if (is_signed) value.set_bit(width - 1, true);
  return value;
}

Bits greatest(unsigned width, bool is_signed) {
  Bits value = Bits::ones(width);
  if (is_signed) value.set_bit(width - 1, false);
  return value;
}

}  // namespace

NodeId Folder::multiply_by(const Node& node, NodeId operand, const Bits& factor) {
  if (!factor.any()) return constant(Bits(node.width), node);
  if (!is_one(factor, node.is_signed)) return no_node;
  if (build_.at(operand).width == node.width) return operand;
  const Op extend = build_.at(operand).is_signed ? Op::sign_extend : Op::zero_extend;
  return make(make_node(extend, node.width, node.is_signed, {operand}, node.location));
}

NodeId Folder::simplify_arithmetic(const Node& node) {
  const NodeId a = node.operands[0];
  const NodeId b = node.operands[1];
  switch (node.op) {
    case Op::add:
      if (is_zero(a)) return b;
      if (is_zero(b)) return a;
      break;
    case Op::subtract:
      if (is_zero(b)) return a;
      if (same(a, b)) return constant(Bits(node.width), node);
      break;
    default:
      if (const Bits* factor = build_.constant_of(a)) return multiply_by(node, b, Bits(*factor));
      if (const Bits* factor = build_.constant_of(b)) return multiply_by(node, a, Bits(*factor));
      break;
  }
  return no_node;
}

NodeId Folder::simplify_bitwise(const Node& node) {
  const NodeId a = node.operands[0];
  if (node.op == Op::bit_not)
    return build_.is_plain(a, Op::bit_not) ? build_.at(a).operands.front() : no_node;
  const NodeId b = node.operands[1];
  if (node.op == Op::bit_xor) {
    if (is_zero(a)) return b;
    if (is_zero(b)) return a;
    if (is_ones(a)) return make(make_node(Op::bit_not, node.width, node.is_signed, {b}, node.location));
    if (is_ones(b)) return make(make_node(Op::bit_not, node.width, node.is_signed, {a}, node.location));
    return same(a, b) ? constant(Bits(node.width), node) : no_node;
  }
  const bool is_and = node.op == Op::bit_and;
  const auto is_neutral = [&](NodeId id) { return is_and ? is_ones(id) : is_zero(id); };
  const auto is_absorbing = [&](NodeId id) { return is_and ? is_zero(id) : is_ones(id); };
  if (is_neutral(a) || is_absorbing(b) || same(a, b)) return b;
  if (is_neutral(b) || is_absorbing(a)) return a;
  return no_node;
}

NodeId Folder::simplify_equality(const Node& node) {
  NodeId a = node.operands[0];
  NodeId b = node.operands[1];
  const bool is_equal = node.op == Op::equal;
  if (same(a, b)) return constant(Bits::from_unsigned(1, is_equal ? 1 : 0), node);
  if (build_.constant_of(a) != nullptr) std::swap(a, b);
  if (const Bits* value = build_.constant_of(b); value != nullptr && value->width() == 1) {
    if (value->any() == is_equal) return a;
    return make(make_node(Op::bit_not, 1, build_.at(a).is_signed, {a}, node.location));
  }
  // Equality does not depend on the sign; drop reinterpretations that only made the signs equal.
  if (!build_.is_plain(a, Op::reinterpret)) return no_node;
  const NodeId inner = build_.at(a).operands.front();
  if (build_.constant_of(b) == nullptr && !build_.is_plain(b, Op::reinterpret)) return no_node;
  const NodeId other = build_.as_sign(b, build_.at(inner).is_signed, node.location);
  return make(make_node(node.op, 1, false, {inner, other}, node.location));
}

NodeId Folder::simplify_order(const Node& node) {
  const NodeId a = node.operands[0];
  const NodeId b = node.operands[1];
  const bool is_less = node.op == Op::less;
  const auto result = [&](bool value) { return constant(Bits::from_unsigned(1, value ? 1 : 0), node); };
  if (same(a, b)) return result(!is_less);
  const unsigned width = build_.at(a).width;
  const bool is_signed = build_.at(a).is_signed;
  const Bits bottom = least(width, is_signed);
  const Bits top = greatest(width, is_signed);
  if (const Bits* left = build_.constant_of(a)) {
    if (is_less && *left == top) return result(false);
    if (!is_less && *left == bottom) return result(true);
  }
  if (const Bits* right = build_.constant_of(b)) {
    if (is_less && *right == bottom) return result(false);
    if (!is_less && *right == top) return result(true);
  }
  return no_node;
}

NodeId Folder::simplify_mux(const Node& node) {
  const NodeId select = node.operands[0];
  const NodeId when_true = node.operands[1];
  const NodeId when_false = node.operands[2];
  if (const Bits* value = build_.constant_of(select)) return value->any() ? when_true : when_false;
  const Bits* true_value = build_.constant_of(when_true);
  const Bits* false_value = build_.constant_of(when_false);
  if (same(when_true, when_false)) return when_true;
  if (true_value == nullptr || false_value == nullptr) return no_node;
  if (*true_value == *false_value) return when_true;
  if (node.width != 1) return no_node;
  if (true_value->any()) return select;
  return make(make_node(Op::bit_not, 1, build_.at(select).is_signed, {select}, node.location));
}

NodeId Folder::simplify_reduce(const Node& node) {
  const NodeId a = node.operands.front();
  if (build_.at(a).width == 1) return a;
  if (!build_.is_plain(a, Op::zero_extend)) return no_node;
  if (node.op == Op::reduce_and) return constant(Bits(1), node);
  return make(make_node(node.op, 1, false, {build_.at(a).operands.front()}, node.location));
}

}  // namespace winnow::hdl::passes

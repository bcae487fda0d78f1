// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/narrow_operands.hpp"

#include <algorithm>
#include <utility>

#include "gen/hdl/passes/construct.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

class NarrowOperands {
 public:
  explicit NarrowOperands(Module& module) : build_(module) {}

  NodeId emit(Node node) {
    NodeId result = no_node;
    switch (node.op) {
      case Op::multiply:
        result = multiply(node);
        break;
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
        result = compare(node);
        break;
      default:
        break;
    }
    return result == no_node ? build_.push(std::move(node)) : build_.with_name_of(result, node);
  }

 private:
  bool is_extension(NodeId id) const {
    return build_.is_plain(id, Op::zero_extend) || build_.is_plain(id, Op::sign_extend);
  }
  NodeId source(NodeId id) const { return build_.at(id).operands.front(); }
  NodeId extend(Op op, NodeId id, unsigned width, bool is_signed, const Location& where) {
    if (build_.at(id).width == width) return build_.as_sign(id, is_signed, where);
    return build_.push(op, width, is_signed, {id}, where);
  }

  // The narrowest value equal to `id` when read with sign `is_signed`.
  NodeId factor(NodeId id, bool is_signed, const Location& where) {
    // Extensions may stand behind a reinterpretation (a number made signed).
    NodeId bits = id;
    while (build_.is_plain(bits, Op::reinterpret)) bits = source(bits);
    if (!is_extension(bits)) return id;
    const NodeId inner = source(bits);
    const bool is_zero = build_.at(bits).op == Op::zero_extend;
    if (is_zero && !is_signed) return build_.as_sign(inner, false, where);
    if (!is_zero && is_signed) return build_.as_sign(inner, true, where);
    const unsigned with_sign = build_.at(inner).width + 1;
    if (!is_zero || with_sign >= build_.at(id).width) return id;
    return build_.push(Op::zero_extend, with_sign, true, {inner}, where);
  }

  NodeId multiply(const Node& node) {
    const bool is_signed = build_.at(node.operands[0]).is_signed;
    const NodeId a = factor(node.operands[0], is_signed, node.location);
    const NodeId b = factor(node.operands[1], is_signed, node.location);
    if (a == node.operands[0] && b == node.operands[1]) return no_node;
    const unsigned width = std::min(node.width, build_.at(a).width + build_.at(b).width);
    const NodeId product = build_.push(Op::multiply, width, node.is_signed, {a, b}, node.location);
    const Op op = is_signed ? Op::sign_extend : Op::zero_extend;
    return extend(op, product, node.width, node.is_signed, node.location);
  }

  NodeId compare(const Node& node) {
    const NodeId a = node.operands[0];
    const NodeId b = node.operands[1];
    if (is_extension(a) && is_extension(b) && build_.at(a).op == build_.at(b).op)
      return compare_extended(node);
    if (is_extension(a)) {
      if (const Bits* value = build_.constant_of(b)) return compare_constant(node, a, Bits(*value), false);
    }
    if (is_extension(b)) {
      if (const Bits* value = build_.constant_of(a)) return compare_constant(node, b, Bits(*value), true);
    }
    return no_node;
  }

  // Extension keeps the order: sign extension both the signed and the unsigned one, zero extension makes it
  // the unsigned.
  NodeId compare_extended(const Node& node) {
    const Node a = build_.at(node.operands[0]);
    const Node b = build_.at(node.operands[1]);
    const unsigned width = std::max(build_.at(a.operands.front()).width, build_.at(b.operands.front()).width);
    if (width >= a.width) return no_node;
    const bool is_signed = a.op == Op::sign_extend && a.is_signed;
    const NodeId left = extend(a.op, a.operands.front(), width, is_signed, a.location);
    const NodeId right = extend(b.op, b.operands.front(), width, is_signed, b.location);
    return build_.push(node.op, 1, false, {left, right}, node.location);
  }

  // `constant_first`: the constant is the left operand.
  NodeId compare_constant(const Node& node, NodeId extended, const Bits& value, bool constant_first) {
    const Node extension = build_.at(extended);
    const NodeId inner = extension.operands.front();
    const unsigned width = build_.at(inner).width;
    const bool sign_extended = extension.op == Op::sign_extend;
    const Bits narrow_value = value.slice(0, width);
    if (narrow_value.extended(value.width(), sign_extended) == value) {
      const bool is_signed = sign_extended && extension.is_signed;
      const NodeId left = build_.as_sign(inner, is_signed, node.location);
      const NodeId right = build_.constant(narrow_value, is_signed, node.location);
      return build_.push(node.op, 1, false,
                         constant_first ? std::vector{right, left} : std::vector{left, right}, node.location);
    }
    if (node.op == Op::equal || node.op == Op::not_equal) return one_bit(node.op == Op::not_equal, node);
    if (sign_extended && !extension.is_signed) return no_node;  // the constant may lie between the two halves
    // The constant is outside the range of the extended value: above it, or below it when negative.
    const bool constant_is_above = !(extension.is_signed && value.sign());
    return one_bit(constant_is_above != constant_first, node);
  }

  NodeId one_bit(bool value, const Node& node) {
    return build_.constant(Bits::from_unsigned(1, value ? 1 : 0), node.is_signed, node.location);
  }

  Construct build_;
};

}  // namespace

void narrow_operands(Module& module) {
  NarrowOperands narrower(module);
  rewrite(module, [&](NodeId, Node node) { return narrower.emit(std::move(node)); });
  sweep(module);
}

}  // namespace winnow::hdl::passes

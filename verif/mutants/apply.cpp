// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include "gen/hdl/passes/rewrite.hpp"
#include "verif/mutants/edit.hpp"
#include "verif/mutants/mutated_design.hpp"

namespace winnow::verif::mutants {

using hdl::Bits;
using hdl::Module;
using hdl::Node;
using hdl::NodeId;
using hdl::Op;

NodeId Edit::add(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, NodeId like) const {
  Node node;
  node.op = op;
  node.width = width;
  node.is_signed = is_signed;
  node.operands = std::move(operands);
  node.location = module_.node(like).location;
  return module_.add(std::move(node));
}

NodeId Edit::constant(const Bits& value, NodeId like, bool is_signed) const {
  const NodeId id = add(Op::constant, value.width(), is_signed, {}, like);
  module_.node(id).value = value;
  return id;
}

NodeId Edit::constant(const Bits& value, NodeId like) const {
  return constant(value, like, module_.node(like).is_signed);
}

NodeId Edit::reinterpreted(NodeId id, bool is_signed) const {
  if (module_.node(id).is_signed == is_signed) return id;
  return add(Op::reinterpret, module_.node(id).width, is_signed, {id}, id);
}

NodeId Edit::with_bit_inverted(NodeId id, unsigned bit) const {
  const unsigned width = module_.node(id).width;
  const bool is_signed = module_.node(id).is_signed;
  if (width == 1) return add(Op::bit_not, width, is_signed, {id}, id);
  Bits mask(width);
  mask.set_bit(bit, true);
  return add(Op::bit_xor, width, is_signed, {id, constant(mask, id)}, id);
}

NodeId Edit::with_bit_stuck(NodeId id, unsigned bit, bool value) const {
  const unsigned width = module_.node(id).width;
  Bits mask = value ? Bits(width) : Bits::ones(width);
  mask.set_bit(bit, value);
  if (width == 1) return constant(mask, id);
  return add(value ? Op::bit_or : Op::bit_and, width, module_.node(id).is_signed, {id, constant(mask, id)},
             id);
}

void Edit::replace_uses(NodeId old, NodeId replacement) const {
  for (NodeId id = 0; id < first_new_; ++id) {
    for (NodeId& operand : module_.node(id).operands) {
      if (operand == old) operand = replacement;
    }
  }
  hdl::passes::for_each_root(module_, [&](NodeId& id) {
    if (id == old) id = replacement;
  });
}

namespace {

// The node computes the same operation on numbers of the other sign; its own type stays.
void change_sign(const Edit& edit, NodeId id) {
  const Node node = edit.module().node(id);
  if (node.op == Op::zero_extend || node.op == Op::sign_extend) {
    edit.module().node(id).op = node.op == Op::zero_extend ? Op::sign_extend : Op::zero_extend;
    return;
  }
  const bool is_signed = !edit.module().node(node.operands[0]).is_signed;
  std::vector<NodeId> operands{edit.reinterpreted(node.operands[0], is_signed), node.operands[1]};
  if (node.op != Op::shift_right) operands[1] = edit.reinterpreted(operands[1], is_signed);
  if (node.op == Op::less || node.op == Op::less_equal) {
    edit.module().node(id).operands = operands;
    return;
  }
  const NodeId other = edit.add(node.op, node.width, is_signed, operands, id);
  edit.module().node(id).op = Op::reinterpret;
  edit.module().node(id).operands = {other};
}

void change_constant(const Edit& edit, NodeId id, std::uint32_t operand, bool up) {
  const NodeId old = edit.module().node(id).operands[operand];
  Bits value = edit.module().node(old).value;
  // Plus one inverts the lowest bits up to the first 0, minus one up to the first 1.
  for (unsigned i = 0; i < value.width(); ++i) {
    const bool was = value.bit(i);
    value.set_bit(i, !was);
    if (was != up) break;
  }
  const NodeId changed = edit.constant(value, old);
  edit.module().node(id).operands[operand] = changed;
}

void become_operand(Node& node, NodeId operand) {
  node.op = Op::wire;
  node.operands = {operand};
}

void apply_to_node(const Edit& edit, const FaultSite& site, std::uint32_t variant) {
  const NodeId id = site.subject;
  const auto node = [&]() -> Node& { return edit.module().node(id); };
  switch (site.kind) {
    case FaultKind::logic_operator:
    case FaultKind::arithmetic_operator:
    case FaultKind::comparison:
      node().op = replacements(site.kind, node().op).at(variant);
      break;
    case FaultKind::sign:
      change_sign(edit, id);
      break;
    case FaultKind::operand_dropped:  // of a difference the first operand stays
      become_operand(node(), node().operands.at(variant));
      break;
    case FaultKind::operands_swapped:
      std::swap(node().operands.at(site.place), node().operands.at(site.place + 1));
      break;
    case FaultKind::inversion_dropped:
      become_operand(node(), node().operands[0]);
      break;
    case FaultKind::arms_swapped:
      std::swap(node().operands[1], node().operands[2]);
      break;
    case FaultKind::select_stuck: {
      const NodeId select = edit.bit(variant == 1, node().operands[0]);
      node().operands[0] = select;
      break;
    }
    case FaultKind::constant:
      change_constant(edit, id, site.place, variant == 0);
      break;
    case FaultKind::slice:
      node().index = other_lows(edit.module(), node()).at(variant);
      break;
    case FaultKind::bit_inverted:
      edit.replace_uses(id, edit.with_bit_inverted(id, variant));
      break;
    case FaultKind::bit_stuck:
      edit.replace_uses(id, edit.with_bit_stuck(id, variant / 2, variant % 2 == 1));
      break;
    default:
      throw std::logic_error("no fault of a node");
  }
}

}  // namespace

void apply(Module& module, const FaultSite& site, std::uint32_t variant) {
  if (variant >= site.variants) throw std::logic_error("a fault has no such variant");
  Edit edit(module);
  switch (site.kind) {
    case FaultKind::enable_dropped:
    case FaultKind::enable_stuck:
    case FaultKind::reset_value:
    case FaultKind::reset_dropped:
    case FaultKind::register_dropped:
    case FaultKind::register_added:
    case FaultKind::memory_address:
    case FaultKind::memory_enable:
    case FaultKind::memory_policy:
      return apply_to_state(edit, site, variant);
    case FaultKind::pins_swapped:
    case FaultKind::outputs_swapped:
    case FaultKind::pin_stuck:
      return apply_to_instance(edit, site, variant);
    default:
      return apply_to_node(edit, site, variant);
  }
}

}  // namespace winnow::verif::mutants

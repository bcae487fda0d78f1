// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gen/hdl/passes/construct.hpp"

namespace winnow::hdl::passes {

// Makes nodes in their simplest form. Operands must be in their simplest form already, so that one look at
// them is enough.
class Folder {
 public:
  explicit Folder(Module& module) : build_(module) {}

  // A node of the same value, width and sign as the unnamed `node`.
  NodeId make(Node node);
  // True when a rule has fired since the last call.
  bool take_changed();

 private:
  // The rules for one kind of node; no_node when none applies. The result has the width, but may have the
  // other sign.
  NodeId simplify(const Node& node);
  NodeId simplify_arithmetic(const Node& node);
  NodeId simplify_bitwise(const Node& node);
  NodeId simplify_equality(const Node& node);
  NodeId simplify_order(const Node& node);
  NodeId simplify_mux(const Node& node);
  NodeId simplify_shift(const Node& node);
  NodeId simplify_reduce(const Node& node);
  NodeId simplify_extend(const Node& node);
  NodeId simplify_reinterpret(const Node& node);
  NodeId simplify_slice(const Node& node);
  NodeId simplify_concatenate(const Node& node);

  NodeId slice_of_concatenate(const Node& node, const Node& inner);
  NodeId slice_of_extend(const Node& node, const Node& inner);
  NodeId multiply_by(const Node& node, NodeId operand, const Bits& factor);

  std::optional<Bits> value_of(const Node& node) const;
  // Operands whose sign does not matter are taken without reinterpretation.
  void strip_reinterpretations(Node& node) const;
  NodeId slice(NodeId id, unsigned low, unsigned width, const Location& where);
  NodeId constant(Bits value, const Node& like);
  // Adds `part` below the parts of a concatenation, merging it with the last where they are neighbours.
  void append_part(std::vector<NodeId>& parts, NodeId part, const Location& where);
  NodeId join(std::vector<NodeId> parts, const Location& where);

  // The same node, or the same wiring of the same node.
  bool same(NodeId a, NodeId b) const;
  bool is_zero(NodeId id) const;
  bool is_ones(NodeId id) const;

  Construct build_;
  bool changed_ = false;
};

}  // namespace winnow::hdl::passes

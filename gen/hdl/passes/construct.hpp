// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::passes {

// Appends nodes to a module's arena while it is rewritten. Every function returns a node of exactly the width
// and sign asked for, an existing one where possible. Names are never looked through: a named net is what the
// user looks for, so users of it stay users of it. Only its being constant is seen.
class Construct {
 public:
  explicit Construct(Module& module) : module_(module) {}

  Module& module() const { return module_; }
  const Node& at(NodeId id) const { return module_.node(id); }
  // True when `id` is an unnamed node of this kind, which a pattern may take apart.
  bool is_plain(NodeId id, Op op) const { return at(id).op == op && at(id).name.empty(); }
  // The value of a constant, also behind (named) wires; null for anything else.
  const Bits* constant_of(NodeId id) const;

  NodeId push(Node node) const { return module_.add(std::move(node)); }
  NodeId push(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, const Location& where,
              std::uint32_t index = 0) const;
  NodeId constant(Bits value, bool is_signed, const Location& where) const;
  // The same bits, read with this sign.
  NodeId as_sign(NodeId id, bool is_signed, const Location& where) const;
  // The low `width` bits, with the sign of `id`.
  NodeId low(NodeId id, unsigned width, const Location& where) const;
  // Gives `id` the name of `original`, or makes a net of that name which copies it where it has a name
  // already or cannot have one (constants).
  NodeId with_name_of(NodeId id, const Node& original) const;

 private:
  Module& module_;
};

Node make_node(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, const Location& where,
               std::uint32_t index = 0);

}  // namespace winnow::hdl::passes

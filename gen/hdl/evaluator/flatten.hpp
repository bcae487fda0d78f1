// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

using NetId = std::uint32_t;  // a node of one instance in the flattened hierarchy
constexpr NetId no_net = ~NetId{0};

// A module instance in the flattened hierarchy.
struct Scope {
  const Module* module = nullptr;
  std::uint32_t parent = 0;             // index of the scope; the top is its own parent
  std::uint32_t instance = 0;           // in the parent's module
  NetId base = 0;                       // net of node 0
  std::string path;                     // "" for the top, else with a trailing dot: "row_0.pe_3."
  std::vector<std::uint32_t> children;  // scope by instance index
};

// The hierarchy below a module as one graph. External modules take part with their bodies.
class FlatGraph {
 public:
  // Throws ElaborationError when a module has an instance of itself.
  explicit FlatGraph(const Module& top);

  const std::vector<Scope>& scopes() const { return scopes_; }
  std::size_t size() const { return scope_of_.size(); }
  const Scope& scope(NetId net) const { return scopes_[scope_of_[net]]; }
  const Node& node(NetId net) const { return scope(net).module->node(net - scope(net).base); }
  NetId net(const Scope& scope, NodeId node) const { return node == no_node ? no_net : scope.base + node; }

  // Nets whose values the net's value is computed from in the same cycle; none for state, constants and
  // inputs of the top. `result` is replaced. Throws ElaborationError for an undriven net and for poison.
  void dependencies(NetId net, std::vector<NetId>& result) const;
  // All nets that `roots` depend on, operands before users. Throws ElaborationError with the path of a
  // combinational loop.
  std::vector<NetId> topological_order(const std::vector<NetId>& roots) const;

  // "row_0.pe_3.sum" or, without a name, "row_0.pe_3.(add at gen/cores/pe.cpp:12)".
  std::string describe(NetId net) const;

 private:
  void add_scope(const Module& module, std::uint32_t parent, std::uint32_t instance);
  NetId driver_of_input(const Scope& scope, std::uint32_t port) const;
  [[noreturn]] void refuse(NetId net, const std::string& problem) const;
  [[noreturn]] void refuse_loop(const std::vector<NetId>& path) const;

  std::vector<Scope> scopes_;
  std::vector<std::uint32_t> scope_of_;
};

}  // namespace winnow::hdl

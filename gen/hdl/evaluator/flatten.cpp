// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/flatten.hpp"

#include <algorithm>

#include "gen/hdl/netlist/diagnostics.hpp"

namespace winnow::hdl {

FlatGraph::FlatGraph(const Module& top) {
  add_scope(top, 0, 0);
  // Breadth first: the list grows while it is walked.
  for (std::uint32_t index = 0; index < scopes_.size(); ++index) {
    const Module& module = *scopes_[index].module;
    for (std::uint32_t i = 0; i < module.instances.size(); ++i) {
      scopes_[index].children.push_back(static_cast<std::uint32_t>(scopes_.size()));
      add_scope(*module.instances[i].module, index, i);
    }
  }
}

void FlatGraph::add_scope(const Module& module, std::uint32_t parent, std::uint32_t instance) {
  Scope scope;
  scope.module = &module;
  scope.parent = parent;
  scope.instance = instance;
  scope.base = static_cast<NetId>(scope_of_.size());
  if (!scopes_.empty()) {
    const Instance& self = scopes_[parent].module->instances[instance];
    for (std::uint32_t above = parent;; above = scopes_[above].parent) {
      if (scopes_[above].module == &module) {
        throw ElaborationError(
            {{self.location, "module '" + module.name() + "' contains an instance of itself ('" +
                                 scopes_[parent].path + self.name +
                                 "'); give the inner one other parameters"}});
      }
      if (above == 0) break;
    }
    scope.path = scopes_[parent].path + self.name + ".";
  }
  const auto index = static_cast<std::uint32_t>(scopes_.size());
  scope_of_.resize(scope_of_.size() + module.nodes.size(), index);
  scopes_.push_back(std::move(scope));
}

NetId FlatGraph::driver_of_input(const Scope& scope, std::uint32_t port) const {
  const Scope& parent = scopes_[scope.parent];
  const Instance& instance = parent.module->instances[scope.instance];
  return net(parent, port < instance.inputs.size() ? instance.inputs[port] : no_node);
}

void FlatGraph::dependencies(NetId id, std::vector<NetId>& result) const {
  result.clear();
  const Scope& where = scope(id);
  const Node& self = node(id);
  switch (self.op) {
    case Op::constant:
    case Op::reg:
    case Op::memory_read_reg:
      return;
    case Op::poison:
      refuse(id, "comes from an operation that was reported as an error; mend that first");
    case Op::input:
      if (&where != &scopes_.front()) result.push_back(driver_of_input(where, self.index));
      break;
    case Op::instance_output: {
      const Scope& child = scopes_[where.children[self.index]];
      result.push_back(net(child, child.module->ports[self.aux].node));
      break;
    }
    default:
      for (const NodeId operand : self.operands) result.push_back(net(where, operand));
      if (self.op == Op::wire && result.empty()) result.push_back(no_net);
      break;
  }
  if (std::find(result.begin(), result.end(), no_net) != result.end()) {
    refuse(id, "is not driven; drive it or connect the pin");
  }
}

std::vector<NetId> FlatGraph::topological_order(const std::vector<NetId>& roots) const {
  enum class Colour : std::uint8_t { fresh, open, done };
  struct Visit {
    NetId net;
    std::vector<NetId> operands;
    std::size_t next = 0;
  };
  std::vector<Colour> colours(size(), Colour::fresh);
  std::vector<NetId> order;
  // An explicit stack: carry chains and pipelines are deeper than the machine's stack would allow.
  std::vector<Visit> stack;
  const auto open = [&](NetId net) {
    colours[net] = Colour::open;
    stack.push_back({net, {}, 0});
    dependencies(net, stack.back().operands);
  };
  for (const NetId root : roots) {
    if (colours[root] == Colour::fresh) open(root);
    while (!stack.empty()) {
      Visit& top = stack.back();
      if (top.next == top.operands.size()) {
        colours[top.net] = Colour::done;
        order.push_back(top.net);
        stack.pop_back();
        continue;
      }
      const NetId operand = top.operands[top.next++];
      if (colours[operand] == Colour::open) {
        std::vector<NetId> path;
        for (const Visit& visit : stack) path.push_back(visit.net);
        path.erase(path.begin(), std::find(path.begin(), path.end(), operand));
        refuse_loop(path);
      }
      if (colours[operand] == Colour::fresh) open(operand);
    }
  }
  return order;
}

std::string FlatGraph::describe(NetId id) const {
  const Node& self = node(id);
  const Scope& where = scope(id);
  if (!self.name.empty()) return where.path + self.name;
  if (self.op == Op::input) return where.path + where.module->ports[self.index].name;
  if (self.op == Op::instance_output) {
    const Instance& instance = where.module->instances[self.index];
    return where.path + instance.name + "." + instance.module->ports[self.aux].name;
  }
  return where.path + "(" + name_of(self.op) + " at " + self.location.file_and_line() + ")";
}

void FlatGraph::refuse(NetId id, const std::string& problem) const {
  throw ElaborationError({{node(id).location, "'" + describe(id) + "' " + problem}});
}

void FlatGraph::refuse_loop(const std::vector<NetId>& path) const {
  // `path` runs from user to operand; the reader follows the signal the other way.
  std::string text = "combinational loop; break it with a register:";
  for (std::size_t i = path.size(); i-- > 0;) {
    text += "\n  " + describe(path[i]) + "  (" + node(path[i]).location.file_and_line() + ")";
  }
  text += "\n  back to " + describe(path.back());
  throw ElaborationError({{node(path.front()).location, text}});
}

}  // namespace winnow::hdl

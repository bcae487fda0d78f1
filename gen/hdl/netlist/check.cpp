// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/check.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "gen/hdl/netlist/design.hpp"

namespace winnow::hdl {
namespace {

// A set of input ports, one bit each.
using PortSet = std::vector<std::uint64_t>;

void insert_all(PortSet& into, const PortSet& from) {
  for (std::size_t i = 0; i < from.size(); ++i) into[i] |= from[i];
}

bool contains(const PortSet& set, std::size_t port) {
  return ((set[port / 64] >> (port % 64)) & 1U) != 0;
}

// For each port of a module: the input ports it depends on without a clock edge in between.
using Summary = std::vector<PortSet>;
using Summaries = std::map<const Module*, Summary>;

void check_driven(Design& design, const Module& module) {
  for (const Register& reg : module.registers) {
    if (reg.next != no_node) continue;
    const Node& node = module.node(reg.node);
    design.error(node.location, "register '" + node.name + "' has no next value; call .next(value)");
  }
  for (const Node& node : module.nodes) {
    if (node.op != Op::wire || node.operands.front() != no_node) continue;
    design.error(node.location, "wire '" + node.name + "' is not driven; call .drive(value)");
  }
  for (const Port& port : module.ports) {
    if (port.is_input || port.node != no_node) continue;
    design.error(port.location, "output '" + port.name + "' is not driven; call .drive(value)");
  }
  for (const Instance& instance : module.instances) {
    for (std::size_t i = 0; i < instance.inputs.size(); ++i) {
      const Port& port = instance.module->ports[i];
      if (!port.is_input || instance.inputs[i] != no_node) continue;
      design.error(instance.location, "input '" + port.name + "' of instance '" + instance.name +
                                          "' is not connected; call .drive(value) on the port");
    }
  }
}

// One walk over a module's combinational nodes, operands first: finds loops and the inputs each node depends
// on.
class LoopSearch {
 public:
  LoopSearch(Design& design, const Module& module, const Summaries& summaries)
      : design_(design),
        module_(module),
        summaries_(summaries),
        state_(module.nodes.size(), State::unseen),
        reported_(module.nodes.size(), false),
        inputs_(module.nodes.size(), PortSet((module.ports.size() + 63) / 64, 0)) {}

  Summary run() {
    for (NodeId id = 0; id < module_.nodes.size(); ++id) visit(id);
    Summary summary(module_.ports.size(), PortSet((module_.ports.size() + 63) / 64, 0));
    for (std::size_t i = 0; i < module_.ports.size(); ++i) {
      const Port& port = module_.ports[i];
      if (!port.is_input && port.node != no_node) summary[i] = inputs_[port.node];
    }
    return summary;
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Frame {
    NodeId id;
    std::vector<NodeId> sources;
    std::size_t next = 0;
  };

  // The nodes of this module that `id` depends on without a clock edge in between.
  std::vector<NodeId> sources_of(NodeId id) const {
    const Node& node = module_.node(id);
    std::vector<NodeId> sources;
    if (node.op == Op::instance_output) {
      const Instance& instance = module_.instances[node.index];
      const auto summary = summaries_.find(instance.module);
      if (summary == summaries_.end()) return sources;
      for (std::size_t port = 0; port < instance.inputs.size(); ++port) {
        if (instance.inputs[port] != no_node && contains(summary->second[node.aux], port)) {
          sources.push_back(instance.inputs[port]);
        }
      }
      return sources;
    }
    for (const NodeId operand : node.operands) {
      if (operand != no_node) sources.push_back(operand);
    }
    return sources;
  }

  void open(NodeId id) {
    state_[id] = State::open;
    stack_.push_back({id, sources_of(id)});
  }

  void close() {
    const Frame& frame = stack_.back();
    PortSet& set = inputs_[frame.id];
    if (module_.node(frame.id).op == Op::input) {
      const std::uint32_t port = module_.node(frame.id).index;
      set[port / 64] |= std::uint64_t{1} << (port % 64);
    }
    for (const NodeId source : frame.sources) insert_all(set, inputs_[source]);
    state_[frame.id] = State::done;
    stack_.pop_back();
  }

  void visit(NodeId root) {
    if (state_[root] != State::unseen) return;
    open(root);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      if (frame.next == frame.sources.size()) {
        close();
        continue;
      }
      const NodeId source = frame.sources[frame.next++];
      if (state_[source] == State::open) report(source);
      if (state_[source] == State::unseen) open(source);
    }
  }

  // The stack from `source` upward is a loop: each entry is fed by the one above it, the last one by
  // `source`.
  void report(NodeId source) {
    std::vector<NodeId> loop;
    for (std::size_t i = stack_.size(); i-- > 0;) {
      loop.push_back(stack_[i].id);
      if (stack_[i].id == source) break;
    }
    const bool seen = std::any_of(loop.begin(), loop.end(), [&](NodeId id) { return reported_[id]; });
    for (const NodeId id : loop) reported_[id] = true;
    if (seen) return;
    begin_at_first_name(loop);
    const std::string first = name_of_hop(loop.front());
    std::string text = "combinational loop: ";
    for (const NodeId id : loop) {
      if (id != loop.front() && is_plumbing(id)) continue;
      text += name_of_hop(id) + " (" + module_.node(id).location.file_and_line() + ") -> ";
    }
    design_.error(module_.node(loop.front()).location, text + first);
  }

  // Rotates the loop so that the message does not depend on where the walk began: at the oldest named node.
  void begin_at_first_name(std::vector<NodeId>& loop) const {
    const auto rank = [&](NodeId id) { return std::pair(module_.node(id).name.empty(), id); };
    const auto first =
        std::min_element(loop.begin(), loop.end(), [&](NodeId a, NodeId b) { return rank(a) < rank(b); });
    std::rotate(loop.begin(), first, loop.end());
  }

  // Extensions and reinterpretations stem from the handles, not from the user's text.
  bool is_plumbing(NodeId id) const {
    const Node& node = module_.node(id);
    return node.name.empty() &&
           (node.op == Op::zero_extend || node.op == Op::sign_extend || node.op == Op::reinterpret);
  }

  std::string name_of_hop(NodeId id) const {
    const Node& node = module_.node(id);
    if (!node.name.empty()) return node.name;
    if (node.op != Op::instance_output) return hdl::name_of(node.op);
    const Instance& instance = module_.instances[node.index];
    return instance.name + "." + instance.module->ports[node.aux].name;
  }

  Design& design_;
  const Module& module_;
  const Summaries& summaries_;
  std::vector<State> state_;
  std::vector<bool> reported_;
  std::vector<PortSet> inputs_;
  std::vector<Frame> stack_;
};

}  // namespace

void check_structure(Design& design) {
  Summaries summaries;
  for (const Module* module : design.modules()) {
    check_driven(design, *module);
    summaries.emplace(module, LoopSearch(design, *module, summaries).run());
  }
}

}  // namespace winnow::hdl

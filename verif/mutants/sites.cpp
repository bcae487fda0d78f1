// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "gen/hdl/passes/rewrite.hpp"
#include "verif/mutants/fault.hpp"

namespace winnow::verif::mutants {
namespace {

using hdl::Module;
using hdl::no_node;
using hdl::Node;
using hdl::NodeId;
using hdl::Op;

// Nodes from which an output, a next state or an instance's input is computed. The net that reads unused bits
// for lint is not one of them.
std::vector<bool> live_nodes(const Module& module) {
  std::vector<bool> live(module.nodes.size(), false);
  std::vector<NodeId> pending;
  const auto mark = [&](NodeId id) {
    if (id == no_node || live[id]) return;
    live[id] = true;
    pending.push_back(id);
  };
  for (const hdl::Port& port : module.ports) {
    if (!port.is_input) mark(port.node);
  }
  for (const hdl::Register& reg : module.registers) {
    mark(reg.next);
    mark(reg.enable);
  }
  for (const hdl::Memory& memory : module.memories) {
    for (const auto& write : memory.writes) {
      for (const NodeId id : {write.address, write.data, write.enable}) mark(id);
    }
    for (const auto& read : memory.sync_reads) {
      for (const NodeId id : {read.address, read.enable}) mark(id);
    }
  }
  for (const hdl::Instance& instance : module.instances) {
    for (const NodeId id : instance.inputs) mark(id);
  }
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    for (const NodeId operand : module.node(id).operands) mark(operand);
  }
  return live;
}

// Names, extensions and parts of a value: a wrong bit there is a wrong bit of the value or of its user.
bool only_moves_bits(Op op) {
  return op == Op::wire || op == Op::reinterpret || op == Op::slice || op == Op::zero_extend ||
         op == Op::sign_extend || op == Op::concatenate;
}

class Collector {
 public:
  explicit Collector(const Module& module) : module_(module), live_(live_nodes(module)) {}

  std::vector<FaultSite> run() {
    for (NodeId id = 0; id < module_.nodes.size(); ++id) {
      if (live_[id] && module_.node(id).op != Op::constant) node(id);
    }
    for (std::uint32_t i = 0; i < module_.registers.size(); ++i) {
      if (live_[module_.registers[i].node]) reg(i);
    }
    for (std::uint32_t i = 0; i < module_.memories.size(); ++i) memory(i);
    for (std::uint32_t i = 0; i < module_.instances.size(); ++i) instance(i);
    std::stable_sort(sites_.begin(), sites_.end(),
                     [](const FaultSite& a, const FaultSite& b) { return a.kind < b.kind; });
    return std::move(sites_);
  }

 private:
  void add(FaultKind kind, std::uint32_t subject, std::uint32_t place, std::size_t variants) {
    if (variants > 0) sites_.push_back({kind, subject, place, static_cast<std::uint32_t>(variants)});
  }

  // The same net, or constants of the same value.
  bool same(NodeId a, NodeId b) const {
    const Node& one = module_.node(a);
    const Node& other = module_.node(b);
    return a == b || (one.op == Op::constant && other.op == Op::constant && one.value == other.value);
  }

  void node(NodeId id) {
    const Node& n = module_.node(id);
    for (const FaultKind kind :
         {FaultKind::logic_operator, FaultKind::arithmetic_operator, FaultKind::comparison}) {
      add(kind, id, 0, replacements(kind, n.op).size());
    }
    if (!only_moves_bits(n.op)) {
      add(FaultKind::bit_inverted, id, 0, n.width);
      add(FaultKind::bit_stuck, id, 0, std::size_t{2} * n.width);
    }
    for (std::uint32_t i = 0; i < n.operands.size(); ++i) {
      const Node& operand = module_.node(n.operands[i]);
      // Two neighbours of a one-bit number are the same one.
      if (operand.op == Op::constant) add(FaultKind::constant, id, i, operand.width == 1 ? 1 : 2);
    }
    operation(id, n);
  }

  void operation(NodeId id, const Node& n) {
    switch (n.op) {
      case Op::bit_and:
      case Op::bit_or:
      case Op::bit_xor:
      case Op::add:
        add(FaultKind::operand_dropped, id, 0, 2);
        break;
      case Op::subtract:
        add(FaultKind::operand_dropped, id, 0, 1);
        swappable(id, n);
        break;
      case Op::less:
      case Op::less_equal:
        swappable(id, n);
        add(FaultKind::sign, id, 0, 1);
        break;
      case Op::multiply:
      case Op::zero_extend:
      case Op::sign_extend:
      case Op::shift_right:
        add(FaultKind::sign, id, 0, 1);
        break;
      case Op::concatenate:
        swappable(id, n);
        break;
      case Op::bit_not:
        add(FaultKind::inversion_dropped, id, 0, 1);
        break;
      case Op::mux:
        add(FaultKind::arms_swapped, id, 0, same(n.operands[1], n.operands[2]) ? 0 : 1);
        add(FaultKind::select_stuck, id, 0, 2);
        break;
      case Op::slice:
        add(FaultKind::slice, id, 0, other_lows(module_, n).size());
        break;
      default:
        break;
    }
  }

  void swappable(NodeId id, const Node& n) {
    for (std::uint32_t i = 0; i + 1 < n.operands.size(); ++i) {
      if (!same(n.operands[i], n.operands[i + 1])) add(FaultKind::operands_swapped, id, i, 1);
    }
  }

  void reg(std::uint32_t index) {
    const hdl::Register& r = module_.registers[index];
    if (r.enable != no_node) add(FaultKind::enable_dropped, index, 0, 1);
    add(FaultKind::enable_stuck, index, 0, 1);
    if (r.has_reset) {
      add(FaultKind::reset_value, index, 0, module_.node(r.node).width);
      add(FaultKind::reset_dropped, index, 0, 1);
    }
    add(FaultKind::register_dropped, index, 0, 1);
    add(FaultKind::register_added, index, 0, 1);
  }

  void memory(std::uint32_t index) {
    const hdl::Memory& m = module_.memories[index];
    std::uint32_t place = 0;
    const auto port = [&](NodeId address) {
      add(FaultKind::memory_address, index, place, module_.node(address).width);
      add(FaultKind::memory_enable, index, place, 2);
      ++place;
    };
    for (const auto& write : m.writes) port(write.address);
    for (const auto& read : m.sync_reads) {
      if (!m.writes.empty()) add(FaultKind::memory_policy, index, place, 1);
      port(read.address);
    }
  }

  void instance(std::uint32_t index) {
    const hdl::Instance& i = module_.instances[index];
    for (std::uint32_t port = 0; port < i.module->ports.size(); ++port) {
      const bool input = i.module->ports[port].is_input;
      add(input ? FaultKind::pins_swapped : FaultKind::outputs_swapped, index, port, confusable(i, port));
      if (input && i.inputs[port] != no_node)
        add(FaultKind::pin_stuck, index, port, std::size_t{2} * i.module->ports[port].width);
    }
  }

  std::size_t confusable(const hdl::Instance& i, std::uint32_t port) const {
    const auto is_read = [&](std::uint32_t p) {
      return i.module->ports[p].is_input || (i.outputs[p] != no_node && live_[i.outputs[p]]);
    };
    return is_read(port) ? confusable_ports(i, port).size() : 0;
  }

  const Module& module_;
  std::vector<bool> live_;
  std::vector<FaultSite> sites_;
};

}  // namespace

std::vector<FaultSite> fault_sites(const Module& module) {
  if (module.is_external) return {};
  return Collector(module).run();
}

}  // namespace winnow::verif::mutants

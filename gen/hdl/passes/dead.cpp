// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/dead.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

bool holds_properties(const Module& module) {
  return !module.properties.empty() ||
         std::any_of(module.instances.begin(), module.instances.end(),
                     [](const Instance& instance) { return holds_properties(*instance.module); });
}

bool has_outputs(const Module& module) {
  return std::any_of(module.ports.begin(), module.ports.end(),
                     [](const Port& port) { return !port.is_input; });
}

// What can be seen from outside, followed backwards.
class Liveness {
 public:
  explicit Liveness(const Module& module)
      : nodes(module.nodes.size(), false),
        memories(module.memories.size(), false),
        instances(module.instances.size(), false),
        module_(module) {
    for (const Port& port : module.ports) {
      if (!port.is_input) mark(port.node);
    }
    for (const Property& property : module.properties) mark(property.condition);
    for (std::size_t i = 0; i < module.instances.size(); ++i) {
      const Module& child = *module.instances[i].module;
      if (holds_properties(child) || !has_outputs(child)) mark_instance(i);
    }
    while (!pending_.empty()) {
      const NodeId id = pending_.back();
      pending_.pop_back();
      follow(id);
    }
  }

  std::vector<bool> nodes, memories, instances;

 private:
  void mark(NodeId id) {
    if (id == no_node || nodes[id]) return;
    nodes[id] = true;
    pending_.push_back(id);
  }

  void mark_instance(std::size_t index) {
    if (instances[index]) return;
    instances[index] = true;
    for (const NodeId input : module_.instances[index].inputs) mark(input);
  }

  void mark_memory(std::size_t index) {
    if (memories[index]) return;
    memories[index] = true;
    for (const Memory::Write& write : module_.memories[index].writes) {
      mark(write.address);
      mark(write.data);
      mark(write.enable);
    }
  }

  void follow(NodeId id) {
    const Node& node = module_.node(id);
    for (const NodeId operand : node.operands) mark(operand);
    switch (node.op) {
      case Op::reg:
        mark(module_.registers[node.index].next);
        mark(module_.registers[node.index].enable);
        break;
      case Op::memory_read:
        mark_memory(node.index);
        break;
      case Op::memory_read_reg: {
        mark_memory(node.index);
        const Memory::SyncRead& read = module_.memories[node.index].sync_reads[node.aux];
        mark(read.address);
        mark(read.enable);
        break;
      }
      case Op::instance_output:
        mark_instance(node.index);
        break;
      default:
        break;
    }
  }

  const Module& module_;
  std::vector<NodeId> pending_;
};

// Removes the entries that are not kept; returns the new index of each old one.
template <class T, class Keep>
std::vector<std::uint32_t> compact(std::vector<T>& entries, Keep keep) {
  std::vector<std::uint32_t> translation(entries.size(), 0);
  std::vector<T> kept;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    translation[i] = static_cast<std::uint32_t>(kept.size());
    if (keep(i)) kept.push_back(std::move(entries[i]));
  }
  entries = std::move(kept);
  return translation;
}

}  // namespace

void dead(Module& module) {
  const Liveness live(module);
  const auto registers = compact(module.registers, [entries = module.registers, &live](std::size_t i) {
    return live.nodes[entries[i].node];
  });
  std::vector<std::vector<std::uint32_t>> reads;
  for (Memory& memory : module.memories) {
    reads.push_back(compact(memory.sync_reads, [entries = memory.sync_reads, &live](std::size_t i) {
      return live.nodes[entries[i].node];
    }));
  }
  const auto memories = compact(module.memories, [&](std::size_t i) { return live.memories[i]; });
  for (Instance& instance : module.instances) {
    for (NodeId& output : instance.outputs) {
      if (output != no_node && !live.nodes[output]) output = no_node;
    }
  }
  const auto instances = compact(module.instances, [&](std::size_t i) { return live.instances[i]; });
  rewrite(module, [&](NodeId id, Node node) {
    if (!live.nodes[id] && node.op != Op::input) return no_node;
    if (node.op == Op::reg) node.index = registers[node.index];
    if (node.op == Op::memory_read_reg) node.aux = reads[node.index][node.aux];
    if (node.op == Op::memory_read || node.op == Op::memory_read_reg) node.index = memories[node.index];
    if (node.op == Op::instance_output) node.index = instances[node.index];
    return module.add(std::move(node));
  });
}

}  // namespace winnow::hdl::passes

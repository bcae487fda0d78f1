// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verif/tests/passes/netlist_shrink.hpp"

namespace winnow::hdl::test {
namespace {

class Sweeper {
 public:
  explicit Sweeper(ModuleSketch& module)
      : module_(module),
        nodes_(module.nodes.size()),
        registers_(module.registers.size()),
        memories_(module.memories.size()),
        instances_(module.instances.size()) {
    for (const Memory& memory : module.memories) reads_.emplace_back(memory.sync_reads.size());
  }

  void run() {
    for (const Port& port : module_.ports) mark(port.node);
    for (const Property& property : module_.properties) mark(property.condition);
    renumber();
  }

 private:
  static constexpr std::uint32_t gone = ~0U;

  void mark(NodeId first) {
    std::vector<NodeId> waiting{first};
    while (!waiting.empty()) {
      const NodeId id = waiting.back();
      waiting.pop_back();
      if (id == no_node || nodes_[id]) continue;
      nodes_[id] = true;
      const Node& node = module_.nodes[id];
      waiting.insert(waiting.end(), node.operands.begin(), node.operands.end());
      mark_owner(node, waiting);
    }
  }

  // What else the value of a node comes from.
  void mark_owner(const Node& node, std::vector<NodeId>& waiting) {
    if (node.op == Op::reg) {
      registers_[node.index] = true;
      const Register& reg = module_.registers[node.index];
      waiting.insert(waiting.end(), {reg.next, reg.enable});
    }
    if (node.op == Op::memory_read || node.op == Op::memory_read_reg) {
      memories_[node.index] = true;
      for (const Memory::Write& write : module_.memories[node.index].writes) {
        waiting.insert(waiting.end(), {write.address, write.data, write.enable});
      }
    }
    if (node.op == Op::memory_read_reg) {
      reads_[node.index][node.aux] = true;
      const Memory::SyncRead& read = module_.memories[node.index].sync_reads[node.aux];
      waiting.insert(waiting.end(), {read.address, read.enable});
    }
    if (node.op == Op::instance_output) {
      instances_[node.index] = true;
      const InstanceSketch& instance = module_.instances[node.index];
      waiting.insert(waiting.end(), instance.inputs.begin(), instance.inputs.end());
      waiting.insert(waiting.end(), instance.outputs.begin(), instance.outputs.end());
    }
  }

  static std::vector<std::uint32_t> numbering(const std::vector<bool>& stays) {
    std::vector<std::uint32_t> numbers(stays.size(), gone);
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      if (stays[i]) numbers[i] = next++;
    }
    return numbers;
  }
  template <class Entry>
  static void keep(std::vector<Entry>& entries, const std::vector<bool>& stays) {
    std::size_t index = 0;
    std::erase_if(entries, [&](const Entry&) { return !stays[index++]; });
  }

  void renumber() {
    const auto nodes = numbering(nodes_), registers = numbering(registers_), memories = numbering(memories_),
               instances = numbering(instances_);
    std::vector<std::vector<std::uint32_t>> reads;
    for (const auto& stays : reads_) reads.push_back(numbering(stays));
    for (std::size_t i = 0; i < reads_.size(); ++i) keep(module_.memories[i].sync_reads, reads_[i]);
    keep(module_.nodes, nodes_);
    keep(module_.registers, registers_);
    keep(module_.memories, memories_);
    keep(module_.instances, instances_);
    for (Node& node : module_.nodes) {
      if (node.op == Op::memory_read_reg) node.aux = reads[node.index][node.aux];
      if (node.op == Op::reg) node.index = registers[node.index];
      if (node.op == Op::memory_read || node.op == Op::memory_read_reg) node.index = memories[node.index];
      if (node.op == Op::instance_output) node.index = instances[node.index];
    }
    const auto change = [&](NodeId& id) {
      if (id != no_node) id = nodes[id];
    };
    for (Node& node : module_.nodes) std::for_each(node.operands.begin(), node.operands.end(), change);
    for (Port& port : module_.ports) change(port.node);
    for (Register& reg : module_.registers) {
      for (NodeId* id : {&reg.node, &reg.next, &reg.enable}) change(*id);
    }
    for (Memory& memory : module_.memories) {
      for (auto& write : memory.writes) {
        for (NodeId* id : {&write.address, &write.data, &write.enable}) change(*id);
      }
      for (auto& read : memory.sync_reads) {
        for (NodeId* id : {&read.node, &read.address, &read.enable}) change(*id);
      }
    }
    for (InstanceSketch& instance : module_.instances) {
      std::for_each(instance.inputs.begin(), instance.inputs.end(), change);
      std::for_each(instance.outputs.begin(), instance.outputs.end(), change);
    }
    for (Property& property : module_.properties) change(property.condition);
  }

  ModuleSketch& module_;
  std::vector<bool> nodes_, registers_, memories_, instances_;
  std::vector<std::vector<bool>> reads_;
};

}  // namespace

void sweep(ModuleSketch& module) {
  Sweeper(module).run();
}

}  // namespace winnow::hdl::test

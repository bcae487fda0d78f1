// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/fold_state.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "gen/hdl/passes/construct.hpp"

namespace winnow::hdl::passes {
namespace {

class FoldState {
 public:
  explicit FoldState(Module& module) : module_(module), build_(module) {}

  bool run() {
    fold_registers();
    for (std::uint32_t i = 0; i < module_.memories.size(); ++i) fold_memory(i);
    return changed_;
  }

 private:
  bool is_always(NodeId id, bool value) const {
    const Bits* constant = id == no_node ? nullptr : build_.constant_of(id);
    return constant != nullptr && constant->any() == value;
  }

  // The node stays where it is, so that whoever refers to it sees the constant; a name stays with it.
  void become_constant(NodeId id, Bits value) {
    const bool is_signed = module_.node(id).is_signed;
    const Location where = module_.node(id).location;
    const NodeId constant = build_.constant(std::move(value), is_signed, where);
    Node& node = module_.node(id);
    node.op = Op::wire;
    node.operands = {constant};
    node.index = 0;
    node.aux = 0;
    changed_ = true;
  }

  bool never_changes(const Register& reg) const {
    if (reg.next == no_node) return false;
    if (is_always(reg.enable, false) || reg.next == reg.node) return true;
    const Bits* next = build_.constant_of(reg.next);
    return reg.has_reset && next != nullptr && *next == reg.reset_value;
  }

  void fold_registers() {
    std::vector<Register> kept;
    for (Register& reg : module_.registers) {
      if (is_always(reg.enable, true)) {
        reg.enable = no_node;
        changed_ = true;
      }
      if (never_changes(reg)) {
        const unsigned width = module_.node(reg.node).width;
        become_constant(reg.node, reg.has_reset ? reg.reset_value : Bits(width));
        continue;
      }
      module_.node(reg.node).index = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(reg));
    }
    module_.registers = std::move(kept);
  }

  void fold_memory(std::uint32_t index) {
    Memory& memory = module_.memories[index];
    const std::size_t idle = std::erase_if(
        memory.writes, [&](const Memory::Write& write) { return is_always(write.enable, false); });
    changed_ = changed_ || idle > 0;
    const bool is_empty = memory.writes.empty();
    std::vector<Memory::SyncRead> kept;
    for (const Memory::SyncRead& read : memory.sync_reads) {
      if (is_empty || is_always(read.enable, false)) {
        become_constant(read.node, Bits(memory.width));
        continue;
      }
      module_.node(read.node).aux = static_cast<std::uint32_t>(kept.size());
      kept.push_back(read);
    }
    memory.sync_reads = std::move(kept);
    if (!is_empty) return;
    for (NodeId id = 0; id < module_.nodes.size(); ++id) {
      if (module_.node(id).op == Op::memory_read && module_.node(id).index == index) {
        become_constant(id, Bits(memory.width));
      }
    }
  }

  Module& module_;
  Construct build_;
  bool changed_ = false;
};

}  // namespace

bool fold_state(Module& module) {
  return FoldState(module).run();
}

}  // namespace winnow::hdl::passes

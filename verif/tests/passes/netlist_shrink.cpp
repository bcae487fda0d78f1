// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/passes/netlist_shrink.hpp"

#include <algorithm>
#include <optional>

namespace winnow::hdl::test {
namespace {

// One way to make a netlist smaller; false when it does not apply.
using Reduction = std::function<bool(NetlistSketch&)>;

// Everybody who reads `old` reads `other` instead; what names a node as its own (ports' inputs, registers,
// registered reads, instance outputs) keeps it.
void replace_uses(ModuleSketch& module, NodeId old, NodeId other) {
  const auto change = [&](NodeId& id) {
    if (id == old) id = other;
  };
  for (NodeId id = 0; id < module.nodes.size(); ++id) {
    // A stand-in that was made from the old value reads it still.
    if (id != other)
      std::for_each(module.nodes[id].operands.begin(), module.nodes[id].operands.end(), change);
  }
  for (Port& port : module.ports) {
    if (!port.is_input) change(port.node);
  }
  for (Register& reg : module.registers) {
    change(reg.next);
    change(reg.enable);
  }
  for (Memory& memory : module.memories) {
    for (auto& write : memory.writes) {
      for (NodeId* id : {&write.address, &write.data, &write.enable}) change(*id);
    }
    for (auto& read : memory.sync_reads) {
      for (NodeId* id : {&read.address, &read.enable}) change(*id);
    }
  }
  for (InstanceSketch& instance : module.instances) {
    std::for_each(instance.inputs.begin(), instance.inputs.end(), change);
  }
  for (Property& property : module.properties) change(property.condition);
}

NodeId add(ModuleSketch& module, Node node) {
  module.nodes.push_back(std::move(node));
  return static_cast<NodeId>(module.nodes.size()) - 1;
}

// The node's value on another width and with another sign.
NodeId adapted(ModuleSketch& module, NodeId from, unsigned width, bool is_signed) {
  const bool was_signed = module.nodes[from].is_signed;
  if (module.nodes[from].width < width) {
    return add(module, arena_node(was_signed ? Op::sign_extend : Op::zero_extend, width, is_signed, {from}));
  }
  if (module.nodes[from].width > width) from = add(module, arena_node(Op::slice, width, false, {from}));
  if (module.nodes[from].is_signed == is_signed) return from;
  return add(module, arena_node(Op::reinterpret, width, is_signed, {from}));
}

bool is_used(const ModuleSketch& module, NodeId node) {
  ModuleSketch copy = module;
  const NodeId marker =
      add(copy, arena_constant(module.nodes[node].width, module.nodes[node].is_signed, "0"));
  replace_uses(copy, node, marker);
  const auto reads = [&](const ModuleSketch& in) {
    std::vector<NodeId> all;
    for (const Node& each : in.nodes) all.insert(all.end(), each.operands.begin(), each.operands.end());
    for (const Port& port : in.ports) all.push_back(port.node);
    for (const Register& reg : in.registers) all.insert(all.end(), {reg.next, reg.enable});
    for (const InstanceSketch& instance : in.instances) {
      all.insert(all.end(), instance.inputs.begin(), instance.inputs.end());
    }
    for (const Property& property : in.properties) all.push_back(property.condition);
    for (const Memory& memory : in.memories) {
      for (const auto& write : memory.writes)
        all.insert(all.end(), {write.address, write.data, write.enable});
      for (const auto& read : memory.sync_reads) all.insert(all.end(), {read.address, read.enable});
    }
    return all;
  };
  return reads(copy) != reads(module);
}

// Removes a port that nothing uses: an input whose node is not read inside, an output that no instance's
// module reads (of the top: any, while another is left).
bool drop_port(NetlistSketch& sketch, unsigned m, std::size_t p) {
  ModuleSketch& module = sketch[m];
  const bool is_top = m + 1 == sketch.size();
  const Port port = module.ports[p];
  if (port.is_input ? is_used(module, port.node)
                    : is_top && std::count_if(module.ports.begin(), module.ports.end(),
                                              [](const Port& each) { return !each.is_input; }) < 2) {
    return false;
  }
  for (const ModuleSketch& parent : sketch) {
    for (const InstanceSketch& instance : parent.instances) {
      if (instance.module == m && !port.is_input && is_used(parent, instance.outputs[p])) return false;
    }
  }
  module.ports.erase(module.ports.begin() + static_cast<std::ptrdiff_t>(p));
  for (Node& node : module.nodes) {
    if (node.op == Op::input && node.index > p) --node.index;
  }
  for (ModuleSketch& parent : sketch) {
    for (std::size_t i = 0; i < parent.instances.size(); ++i) {
      InstanceSketch& instance = parent.instances[i];
      if (instance.module != m) continue;
      instance.inputs.erase(instance.inputs.begin() + static_cast<std::ptrdiff_t>(p));
      instance.outputs.erase(instance.outputs.begin() + static_cast<std::ptrdiff_t>(p));
      for (Node& node : parent.nodes) {
        if (node.op == Op::instance_output && node.index == i && node.aux > p) --node.aux;
      }
    }
  }
  return true;
}

std::string fresh_name(const ModuleSketch& module) {
  for (unsigned number = 0;; ++number) {
    std::string name = "new_" + std::to_string(number) + "_i";
    const bool taken = std::any_of(module.ports.begin(), module.ports.end(),
                                   [&](const Port& port) { return port.name == name; });
    if (!taken) return name;
  }
}

// Modules that nothing instantiates any more.
void drop_modules(NetlistSketch& sketch) {
  for (std::size_t m = sketch.size() - 1; m-- > 0;) {
    const bool used = std::any_of(sketch.begin(), sketch.end(), [&](const ModuleSketch& parent) {
      return std::any_of(parent.instances.begin(), parent.instances.end(),
                         [&](const InstanceSketch& instance) { return instance.module == m; });
    });
    if (used) continue;
    sketch.erase(sketch.begin() + static_cast<std::ptrdiff_t>(m));
    for (ModuleSketch& parent : sketch) {
      for (InstanceSketch& instance : parent.instances) {
        if (instance.module > m) --instance.module;
      }
    }
  }
}

// The builder keeps addresses inside a memory; a reduction may take away what does. Then the memory holds a
// word for every address.
void make_room(ModuleSketch& module) {
  const auto reaches = [&](std::size_t memory, NodeId address) {
    const unsigned bits = std::min(module.nodes[address].width, 16U);
    module.memories[memory].depth = std::max(module.memories[memory].depth, 1U << bits);
  };
  for (const Node& node : module.nodes) {
    if (node.op == Op::memory_read) reaches(node.index, node.operands[0]);
  }
  for (std::size_t k = 0; k < module.memories.size(); ++k) {
    for (const auto& write : module.memories[k].writes) reaches(k, write.address);
    for (const auto& read : module.memories[k].sync_reads) reaches(k, read.address);
  }
}

class Reductions {
 public:
  explicit Reductions(const NetlistSketch& sketch) : sketch_(sketch) {
    for (unsigned top = 0; top + 1 < sketch.size(); ++top) {
      all_.push_back([=](NetlistSketch& changed) {
        changed.resize(top + 1);
        return true;
      });
    }
    const auto top = static_cast<unsigned>(sketch.size()) - 1;
    for (std::size_t p = 0; p < sketch[top].ports.size(); ++p) add_only_output(top, p);
    for (std::size_t id = 0; id < sketch[top].nodes.size(); ++id) add_as_output(top, static_cast<NodeId>(id));
    for (unsigned m = top + 1; m-- > 0;) {
      for (std::size_t p = sketch[m].ports.size(); p-- > 0;) {
        all_.push_back([=](NetlistSketch& changed) { return drop_port(changed, m, p); });
      }
      add_in(m, [](ModuleSketch& module) { module.properties.clear(); });
      for (std::size_t i = 0; i < sketch[m].properties.size(); ++i) {
        add_in(m, [=](ModuleSketch& module) {
          module.properties.erase(module.properties.begin() + static_cast<std::ptrdiff_t>(i));
        });
      }
      for (std::size_t id = sketch[m].nodes.size(); id-- > 0;) add_node(m, static_cast<NodeId>(id));
    }
    for (unsigned m = 0; m <= top; ++m) add_state(m);
    for (const unsigned width : {1U, 2U, 3U, 4U, 6U, 8U, 16U, 32U, 64U}) {
      all_.push_back([=](NetlistSketch& changed) {
        changed = narrowed(changed, width);
        return true;
      });
    }
  }

  std::size_t size() const { return all_.size(); }
  const Reduction& operator[](std::size_t index) const { return all_[index]; }

 private:
  template <class Change>
  void add_in(unsigned m, Change change) {
    all_.push_back([=](NetlistSketch& changed) {
      change(changed[m]);
      return true;
    });
  }

  void add_only_output(unsigned top, std::size_t port) {
    if (sketch_[top].ports[port].is_input) return;
    // From the last, so that the numbers of those to come stay.
    all_.push_back([=](NetlistSketch& changed) {
      for (std::size_t p = changed[top].ports.size(); p-- > 0;) {
        if (p != port && !changed[top].ports[p].is_input) drop_port(changed, top, p);
      }
      return true;
    });
  }

  // Any node may be the output; the first one that differs has the least before it. The top alone: nobody
  // instantiates it.
  void add_as_output(unsigned top, NodeId id) {
    add_in(top, [=](ModuleSketch& module) {
      std::erase_if(module.ports, [](const Port& port) { return !port.is_input; });
      for (std::size_t p = 0; p < module.ports.size(); ++p) {
        module.nodes[module.ports[p].node].index = static_cast<std::uint32_t>(p);
      }
      module.ports.push_back(output_port("out_o", module.nodes[id].width, module.nodes[id].is_signed, id));
    });
  }

  void add_node(unsigned m, NodeId id) {
    const Node& node = sketch_[m].nodes[id];
    const unsigned width = node.width;
    const bool is_signed = node.is_signed;
    if (node.op == Op::constant) {
      if (node.value.any()) {
        add_in(m, [=](ModuleSketch& module) { module.nodes[id].value = Bits(width); });
      }
      return;
    }
    for (const bool ones : {false, true}) {
      add_in(m, [=](ModuleSketch& module) {
        Node constant = arena_constant(width, is_signed, "0");
        if (ones) constant.value = Bits::ones(width);
        replace_uses(module, id, add(module, std::move(constant)));
      });
    }
    if (node.op == Op::input) return;
    for (const NodeId operand : node.operands) {
      add_in(m, [=](ModuleSketch& module) {
        replace_uses(module, id, adapted(module, operand, width, is_signed));
      });
    }
    if (m + 1 == sketch_.size()) {
      add_in(m, [=](ModuleSketch& module) {
        const auto port = static_cast<std::uint32_t>(module.ports.size());
        const NodeId input = add(module, arena_node(Op::input, width, is_signed, {}, port));
        module.ports.push_back(input_port(fresh_name(module), width, is_signed, input));
        replace_uses(module, id, input);
      });
    }
    if (node.user_named && !node.operands.empty()) {
      add_in(m, [=](ModuleSketch& module) {
        module.nodes[id].name.clear();
        module.nodes[id].user_named = false;
      });
    }
  }

  void add_state(unsigned m) {
    const ModuleSketch& from = sketch_[m];
    for (std::size_t r = 0; r < from.registers.size(); ++r) {
      add_in(m, [=](ModuleSketch& module) { module.registers[r].enable = no_node; });
      add_in(m, [=](ModuleSketch& module) {
        module.registers[r].reset_value = Bits(module.registers[r].reset_value.width());
      });
    }
    for (std::size_t k = 0; k < from.memories.size(); ++k) {
      for (std::size_t w = 0; w < from.memories[k].writes.size(); ++w) {
        add_in(m, [=](ModuleSketch& module) {
          auto& writes = module.memories[k].writes;
          writes.erase(writes.begin() + static_cast<std::ptrdiff_t>(w));
        });
      }
    }
  }

  const NetlistSketch& sketch_;
  std::vector<Reduction> all_;
};

std::uint64_t cost_of(const Node& node) {
  switch (node.op) {
    case Op::constant:
      return 20 + node.width + (node.value.any() ? 1 : 0);
    case Op::input:
      return 20;
    case Op::slice:
    case Op::zero_extend:
    case Op::sign_extend:
    case Op::reinterpret:
      return 400 + 2ULL * node.width;
    default:
      return 1000 + 2ULL * node.width + 5 * node.operands.size() + (node.user_named ? 1 : 0);
  }
}

}  // namespace

std::uint64_t cost(const NetlistSketch& sketch) {
  std::uint64_t sum = 0;
  for (const ModuleSketch& module : sketch) {
    sum += 500 + 200 * module.instances.size() + 50 * module.properties.size();
    for (const Port& port : module.ports) sum += 50 + port.width;
    for (const Node& node : module.nodes) sum += cost_of(node);
    for (const Register& reg : module.registers)
      sum += (reg.enable == no_node ? 0U : 10U) + (reg.reset_value.any() ? 1U : 0U);
    for (const Memory& memory : module.memories) {
      sum += 100 + memory.width + 50 * (memory.writes.size() + memory.sync_reads.size());
    }
  }
  return sum;
}

NetlistSketch shrink(NetlistSketch failing, const NetlistFails& fails, unsigned tries) {
  const auto reduced = [&](const Reduction& reduction) -> std::optional<NetlistSketch> {
    NetlistSketch candidate = failing;
    if (!reduction(candidate)) return std::nullopt;
    for (ModuleSketch& module : candidate) sweep(module);
    drop_modules(candidate);
    for (ModuleSketch& module : candidate) make_room(module);
    if (cost(candidate) >= cost(failing)) return std::nullopt;
    --tries;
    return fails(candidate) ? std::optional(std::move(candidate)) : std::nullopt;
  };
  bool progress = true;
  while (progress && tries > 0) {
    progress = false;
    std::optional<Reductions> reductions(failing);
    for (std::size_t i = 0; i < reductions->size() && tries > 0; ++i) {
      std::optional<NetlistSketch> smaller = reduced((*reductions)[i]);
      if (!smaller) continue;
      failing = *std::move(smaller);
      reductions.emplace(failing);
      progress = true;
    }
  }
  return failing;
}

}  // namespace winnow::hdl::test

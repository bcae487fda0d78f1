// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph_component.hpp"

#include <stdexcept>

#include "verif/tests/hdl/graph_operations.hpp"

namespace winnow::verif {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

AnyInput declare_input(hdl::Io& io, const std::string& name, const Type& type) {
  switch (type.kind) {
    case Type::Kind::bit:
      return io.in<Bit>(name, 1);
    case Type::Kind::unsigned_number:
      return io.in<UInt>(name, type.width);
    default:
      return io.in<SInt>(name, type.width);
  }
}

AnyOutput declare_output(hdl::Io& io, const std::string& name, const Type& type) {
  switch (type.kind) {
    case Type::Kind::bit:
      return io.out<Bit>(name, 1);
    case Type::Kind::unsigned_number:
      return io.out<UInt>(name, type.width);
    default:
      return io.out<SInt>(name, type.width);
  }
}

namespace {

using AnyRegister = std::variant<hdl::Reg<Bit>, hdl::Reg<UInt>, hdl::Reg<SInt>>;
using AnyWire = std::variant<hdl::Wire<Bit>, hdl::Wire<UInt>, hdl::Wire<SInt>>;

template <class Handle>
AnyValue plain(const Handle& handle) {
  return std::visit([](const auto& each) { return AnyValue(base_value(each)); }, handle);
}

// Connects `value` to anything with a drive() or next() for its type.
template <class Target, class Connect>
void connect(const Target& target, const AnyValue& value, Connect how) {
  std::visit([&](const auto& each) { how(each, std::get<std::decay_t<decltype(base_value(each))>>(value)); },
             target);
}

void drive(const auto& target, const AnyValue& value) {
  connect(target, value, [](const auto& to, const auto& from) { to.drive(from); });
}

class ModuleBuilder {
 public:
  ModuleBuilder(hdl::Builder& builder, GraphComponent::Ports& ports, const GraphComponent::Params& params)
      : builder_(builder), ports_(ports), graph_(*params.graph), module_(graph_.modules[params.module]) {}

  void run() {
    for (unsigned i = 0; i < module_.instances.size(); ++i) {
      instances_.push_back(builder_.instance<GraphComponent>("child" + std::to_string(i),
                                                             {&graph_, module_.instances[i].module}));
    }
    for (unsigned i = 0; i < module_.memories.size(); ++i) {
      memories_.push_back(builder_.memory("memory" + std::to_string(i), module_.memories[i].width,
                                          module_.memories[i].depth));
    }
    declare_reads();
    declare_wires();
    for (unsigned i = 0; i < module_.terms.size(); ++i) build_term(i);
    connect_everything();
  }

 private:
  // Registered reads feed terms that feed their addresses: wires break the order.
  void declare_reads() {
    for (const MemoryDescription& memory : module_.memories) {
      for (const MemoryDescription::Read& read : memory.reads) {
        forward_.emplace(read.term, declare_wire(read.term));
      }
    }
  }
  void declare_wires() {
    for (unsigned i = 0; i < module_.terms.size(); ++i) {
      if (module_.terms[i].kind == TermKind::wire) forward_.emplace(i, declare_wire(i));
    }
  }

  AnyWire declare_wire(unsigned term) {
    const Type& type = module_.terms[term].type;
    const std::string name = "w" + std::to_string(term);
    switch (type.kind) {
      case Type::Kind::bit:
        return builder_.wire<Bit>(name, 1);
      case Type::Kind::unsigned_number:
        return builder_.wire<UInt>(name, type.width);
      default:
        return builder_.wire<SInt>(name, type.width);
    }
  }

  AnyRegister declare_register(const RegisterDescription& reg) {
    const Type& type = module_.terms[reg.term].type;
    const std::string name = "r" + std::to_string(reg.term);
    const hdl::Reset reset = reg.has_reset ? hdl::Reset::synchronous : hdl::Reset::none;
    switch (type.kind) {
      case Type::Kind::bit:
        return builder_.reg<Bit>(name, 1, reset, reg.reset_value);
      case Type::Kind::unsigned_number:
        return builder_.reg<UInt>(name, type.width, reset, reg.reset_value);
      default:
        return builder_.reg<SInt>(name, type.width, reset, reg.reset_value);
    }
  }

  AnyValue make_term(unsigned index) {
    const Term& term = module_.terms[index];
    switch (term.kind) {
      case TermKind::input:
        return plain(ports_.inputs[term.a]);
      case TermKind::wire:
      case TermKind::registered_read:
        return plain(forward_.at(index));
      case TermKind::state:
        registers_.push_back(declare_register(module_.registers[term.a]));
        return plain(registers_.back());
      case TermKind::memory_read:
        return memories_[term.a].read(std::get<UInt>(values_[term.operands[0]]));
      case TermKind::instance_output:
        return plain(instances_[term.a].outputs[term.b]);
      default: {
        std::vector<AnyValue> operands;
        for (const unsigned operand : term.operands) operands.push_back(values_[operand]);
        return build_operation(builder_, term, operands);
      }
    }
  }

  void build_term(unsigned index) {
    const Term& term = module_.terms[index];
    AnyValue value = make_term(index);
    if (term.named) value = name_value(value, "t" + std::to_string(index));
    const unsigned width = std::visit([](const auto& each) { return each.width(); }, value);
    if (width != term.type.width || value.index() != static_cast<std::size_t>(term.type.kind)) {
      throw std::logic_error("the builder gives " + std::to_string(width) + " bits for " +
                             print(module_, index));
    }
    values_.push_back(value);
  }

  Bit bit_value(unsigned term) { return std::get<Bit>(values_[term]); }
  UInt uint_value(unsigned term) { return std::get<UInt>(values_[term]); }

  void connect_everything() {
    for (unsigned i = 0; i < module_.terms.size(); ++i) {
      if (module_.terms[i].kind == TermKind::wire)
        drive(forward_.at(i), values_[module_.terms[i].operands[0]]);
    }
    for (std::size_t i = 0; i < registers_.size(); ++i) connect_register(registers_[i], module_.registers[i]);
    for (std::size_t i = 0; i < memories_.size(); ++i) connect_memory(memories_[i], module_.memories[i]);
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      for (std::size_t k = 0; k < instances_[i].inputs.size(); ++k) {
        drive(instances_[i].inputs[k], values_[module_.instances[i].inputs[k]]);
      }
    }
    for (std::size_t i = 0; i < ports_.outputs.size(); ++i)
      drive(ports_.outputs[i], values_[module_.outputs[i]]);
    for (std::size_t i = 0; i < module_.properties.size(); ++i) {
      const std::string name = "property" + std::to_string(i);
      const Bit condition = bit_value(module_.properties[i].condition);
      if (module_.properties[i].is_check) {
        builder_.check(name, condition, "the condition does not hold");
      } else {
        builder_.cover(name, condition);
      }
    }
  }

  void connect_register(const AnyRegister& reg, const RegisterDescription& description) {
    connect(reg, values_[description.next], [&](const auto& to, const auto& from) {
      if (description.enable == no_term) {
        to.next(from);
      } else {
        to.next(from, bit_value(description.enable));
      }
    });
  }

  void connect_memory(const hdl::MemoryHandle& memory, const MemoryDescription& description) {
    for (const MemoryDescription::Write& write : description.writes) {
      memory.write(uint_value(write.address), uint_value(write.data), bit_value(write.enable));
    }
    for (const MemoryDescription::Read& read : description.reads) {
      const auto policy =
          read.sees_new_data ? hdl::ReadDuringWrite::new_data : hdl::ReadDuringWrite::old_data;
      drive(forward_.at(read.term),
            AnyValue(memory.read_registered(uint_value(read.address), bit_value(read.enable), policy)));
    }
  }

  hdl::Builder& builder_;
  GraphComponent::Ports& ports_;
  const Graph& graph_;
  const ModuleDescription& module_;
  std::vector<GraphComponent::Ports> instances_;
  std::vector<hdl::MemoryHandle> memories_;
  std::vector<AnyRegister> registers_;
  std::map<unsigned, AnyWire> forward_;
  std::vector<AnyValue> values_;
};

}  // namespace

GraphComponent::Ports::Ports(hdl::Io& io, const Params& params) {
  const ModuleDescription& module = params.graph->modules[params.module];
  for (std::size_t i = 0; i < module.inputs.size(); ++i) {
    inputs.push_back(declare_input(io, "in" + std::to_string(i), module.inputs[i]));
  }
  for (std::size_t i = 0; i < module.outputs.size(); ++i) {
    outputs.push_back(declare_output(io, "out" + std::to_string(i), module.terms[module.outputs[i]].type));
  }
}

std::string GraphComponent::name(const Params& params) {
  return params.graph->name + "_module" + std::to_string(params.module);
}

void GraphComponent::build(hdl::Builder& builder, Ports& ports, const Params& params) {
  ModuleBuilder(builder, ports, params).run();
}

BatchComponent::Ports::Ports(hdl::Io& io, const Params& params) {
  for (std::size_t g = 0; g < params.graphs->size(); ++g) {
    const std::string prefix = "g" + std::to_string(g);
    const ModuleDescription& module = (*params.graphs)[g].top();
    inputs.emplace_back();
    outputs.emplace_back();
    for (std::size_t i = 0; i < module.inputs.size(); ++i) {
      inputs.back().push_back(declare_input(io, prefix + "_in" + std::to_string(i), module.inputs[i]));
    }
    for (std::size_t i = 0; i < module.outputs.size(); ++i) {
      outputs.back().push_back(
          declare_output(io, prefix + "_out" + std::to_string(i), module.terms[module.outputs[i]].type));
    }
  }
}

void BatchComponent::build(hdl::Builder& builder, Ports& ports, const Params& params) {
  for (std::size_t g = 0; g < params.graphs->size(); ++g) {
    const Graph& graph = (*params.graphs)[g];
    const GraphComponent::Ports instance = builder.instance<GraphComponent>(
        "graph" + std::to_string(g), {&graph, static_cast<unsigned>(graph.modules.size()) - 1});
    for (std::size_t i = 0; i < instance.inputs.size(); ++i)
      drive(instance.inputs[i], plain(ports.inputs[g][i]));
    for (std::size_t i = 0; i < instance.outputs.size(); ++i)
      drive(ports.outputs[g][i], plain(instance.outputs[i]));
  }
}

}  // namespace winnow::verif

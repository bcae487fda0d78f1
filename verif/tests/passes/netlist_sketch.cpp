// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/passes/netlist_sketch.hpp"

#include <map>

namespace winnow::hdl::test {
namespace {

void take(const Module& module, NetlistSketch& sketch, std::map<const Module*, unsigned>& taken) {
  if (taken.contains(&module)) return;
  for (const Instance& instance : module.instances) take(*instance.module, sketch, taken);
  ModuleSketch copy{module.name(),   module.ports, module.nodes,     module.registers,
                    module.memories, {},           module.properties};
  for (const Instance& instance : module.instances) {
    copy.instances.push_back({instance.name, taken.at(instance.module), instance.inputs, instance.outputs});
  }
  taken[&module] = static_cast<unsigned>(sketch.size());
  sketch.push_back(std::move(copy));
}

// One module of a sketch; its ports come with the rest of it.
struct SketchComponent {
  struct Params {
    const NetlistSketch* sketch = nullptr;
    unsigned module = 0;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    Ports(Io&, const Params&) {}
  };
  static std::string name(const Params& params) { return (*params.sketch)[params.module].name; }
  static void build(Builder& builder, Ports&, const Params& params) {
    const ModuleSketch& from = (*params.sketch)[params.module];
    Module& module = builder.module();
    module.ports = from.ports;
    module.nodes = from.nodes;
    module.registers = from.registers;
    module.memories = from.memories;
    module.properties = from.properties;
    for (const InstanceSketch& instance : from.instances) {
      Module& child = module.design().elaborate<SketchComponent>({params.sketch, instance.module});
      module.instances.push_back({instance.name, &child, instance.inputs, instance.outputs, {}});
      module.names.emplace(instance.name, Location{});
    }
    for (const Port& port : from.ports) module.names.emplace(port.name, Location{});
    for (const Memory& memory : from.memories) module.names.emplace(memory.name, Location{});
    for (const Node& node : from.nodes) {
      if (!node.name.empty()) module.names.emplace(node.name, Location{});
    }
  }
};

}  // namespace

NetlistSketch sketch_of(const Module& top) {
  NetlistSketch sketch;
  std::map<const Module*, unsigned> taken;
  take(top, sketch, taken);
  return sketch;
}

Module& build(Design& design, const NetlistSketch& sketch) {
  return design.elaborate<SketchComponent>({&sketch, static_cast<unsigned>(sketch.size()) - 1});
}

Port input_port(const std::string& name, unsigned width, bool is_signed, NodeId node) {
  Port port = output_port(name, width, is_signed, node);
  port.is_input = true;
  return port;
}

Port output_port(const std::string& name, unsigned width, bool is_signed, NodeId node) {
  Port port;
  port.name = name;
  port.width = width;
  port.is_signed = is_signed;
  port.node = node;
  return port;
}

Node arena_node(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, std::uint32_t index,
                std::uint32_t aux, const std::string& name) {
  Node node;
  node.op = op;
  node.width = width;
  node.is_signed = is_signed;
  node.operands = std::move(operands);
  node.index = index;
  node.aux = aux;
  node.name = name;
  node.user_named = !name.empty();
  return node;
}

Bits bits_of(unsigned width, const std::string& hexadecimal) {
  Bits bits(width);
  for (unsigned i = 0; i < width && i / 4 < hexadecimal.size(); ++i) {
    const char digit = hexadecimal[hexadecimal.size() - 1 - i / 4];
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    bits.set_bit(i, ((value >> (i % 4)) & 1) != 0);
  }
  return bits;
}

Node arena_constant(unsigned width, bool is_signed, const std::string& hexadecimal) {
  Node node = arena_node(Op::constant, width, is_signed, {});
  node.value = bits_of(width, hexadecimal);
  return node;
}

}  // namespace winnow::hdl::test

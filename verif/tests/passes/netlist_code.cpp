// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "verif/tests/passes/netlist_sketch.hpp"

namespace winnow::hdl::test {
namespace {

std::string code(NodeId id) {
  return id == no_node ? "no_node" : std::to_string(id);
}
std::string code(bool value) {
  return value ? "true" : "false";
}
std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}
std::string code(const std::vector<NodeId>& ids) {
  std::string text;
  for (const NodeId id : ids) text += (text.empty() ? "" : ", ") + code(id);
  return "{" + text + "}";
}

// The enumerator.
std::string code(Op op) {
  const bool bitwise = op == Op::bit_and || op == Op::bit_or || op == Op::bit_xor || op == Op::bit_not;
  return std::string(bitwise ? "Op::bit_" : "Op::") + name_of(op);
}

std::string code(const Node& node) {
  const std::string shape = std::to_string(node.width) + ", " + code(node.is_signed) + ", ";
  if (node.op == Op::constant) return "arena_constant(" + shape + quoted(node.value.hexadecimal()) + ")";
  std::string text = "arena_node(" + code(node.op) + ", " + shape + code(node.operands);
  if (node.index != 0 || node.aux != 0 || !node.name.empty()) text += ", " + std::to_string(node.index);
  if (node.aux != 0 || !node.name.empty()) text += ", " + std::to_string(node.aux);
  if (!node.name.empty()) text += ", " + quoted(node.name);
  return text + ")";
}

std::string code(const Port& port) {
  return std::string(port.is_input ? "input_port(" : "output_port(") + quoted(port.name) + ", " +
         std::to_string(port.width) + ", " + code(port.is_signed) + ", " + code(port.node) + ")";
}

void print_memory(std::ostream& out, const Memory& memory) {
  out << "    Memory& memory = module.memories.emplace_back();\n    memory.name = " << quoted(memory.name)
      << ";\n    memory.width = " << memory.width << ";\n    memory.depth = " << memory.depth << ";\n";
  for (const Memory::Write& write : memory.writes) {
    out << "    memory.writes.push_back(" << code(std::vector{write.address, write.data, write.enable})
        << ");\n";
  }
  for (const Memory::SyncRead& read : memory.sync_reads) {
    out << "    memory.sync_reads.push_back({" << code(read.node) << ", " << code(read.address) << ", "
        << code(read.enable)
        << ", ReadDuringWrite::" << (read.policy == ReadDuringWrite::old_data ? "old_data" : "new_data")
        << "});\n";
  }
}

void print_module(std::ostream& out, const ModuleSketch& module) {
  out << "  {\n    ModuleSketch module;\n    module.name = " << quoted(module.name) << ";\n";
  for (const Port& port : module.ports) out << "    module.ports.push_back(" << code(port) << ");\n";
  out << "    module.nodes = {\n";
  for (std::size_t i = 0; i < module.nodes.size(); ++i)
    out << "        " << code(module.nodes[i]) << ",  // " << i << "\n";
  out << "    };\n";
  for (const Register& reg : module.registers) {
    out << "    module.registers.push_back({" << code(reg.node) << ", " << code(reg.next) << ", "
        << code(reg.enable) << ", " << code(reg.has_reset) << ", bits_of(" << reg.reset_value.width() << ", "
        << quoted(reg.reset_value.hexadecimal()) << ")});\n";
  }
  for (const Memory& memory : module.memories) {
    out << "    {\n";
    print_memory(out, memory);
    out << "    }\n";
  }
  for (const InstanceSketch& instance : module.instances) {
    out << "    module.instances.push_back({" << quoted(instance.name) << ", " << instance.module << ", "
        << code(instance.inputs) << ", " << code(instance.outputs) << "});\n";
  }
  for (const Property& property : module.properties) {
    out << "    module.properties.push_back({" << code(property.is_check) << ", " << quoted(property.name)
        << ", " << code(property.condition) << ", " << quoted(property.message) << ", {}});\n";
  }
  out << "    netlist.push_back(std::move(module));\n  }\n";
}

}  // namespace

std::string print_as_code(const NetlistSketch& sketch) {
  std::ostringstream out;
  out << "NetlistSketch shrunk_netlist() {\n  NetlistSketch netlist;\n";
  for (const ModuleSketch& module : sketch) print_module(out, module);
  out << "  return netlist;\n}\n";
  return out.str();
}

}  // namespace winnow::hdl::test

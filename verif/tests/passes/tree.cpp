// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/passes/tree.hpp"

namespace winnow::hdl::test {
namespace {

std::string operation(const Module& module, const Node& node) {
  const auto operand = [&](std::size_t i) { return expression(module, node.operands[i]); };
  switch (node.op) {
    case Op::constant:
      return std::to_string(node.width) + "'h" + node.value.hexadecimal();
    case Op::slice: {
      const std::string low = std::to_string(node.index);
      if (node.width == 1) return operand(0) + "[" + low + "]";
      return operand(0) + "[" + std::to_string(node.index + node.width - 1) + ":" + low + "]";
    }
    case Op::zero_extend:
      return "zero" + std::to_string(node.width) + "(" + operand(0) + ")";
    case Op::sign_extend:
      return "sign" + std::to_string(node.width) + "(" + operand(0) + ")";
    case Op::reinterpret:
      return std::string(node.is_signed ? "signed(" : "unsigned(") + operand(0) + ")";
    case Op::multiply:
      return "multiply" + std::to_string(node.width) + "(" + operand(0) + ", " + operand(1) + ")";
    case Op::reg: {
      const Register& reg = module.registers[node.index];
      const std::string enable = reg.enable == no_node ? "" : ", enable " + expression(module, reg.enable);
      return "reg" + std::to_string(node.width) + "(" + expression(module, reg.next) + enable + ")";
    }
    default: {
      std::string text = name_of(node.op);
      text += "(";
      for (std::size_t i = 0; i < node.operands.size(); ++i) text += (i == 0 ? "" : ", ") + operand(i);
      return text + ")";
    }
  }
}

}  // namespace

std::string expression(const Module& module, NodeId id) {
  if (id == no_node) return "nothing";
  const Node& node = module.node(id);
  return node.name.empty() ? operation(module, node) : node.name;
}

std::string driver(const Module& module, const std::string& port) {
  for (const Port& candidate : module.ports) {
    if (candidate.name == port) return expression(module, candidate.node);
  }
  return "no such port";
}

NodeId find(const Module& module, const std::string& name) {
  for (NodeId id = 0; id < module.nodes.size(); ++id) {
    if (module.node(id).name == name) return id;
  }
  return no_node;
}

std::string definition(const Module& module, const std::string& net) {
  const NodeId id = find(module, net);
  return id == no_node ? "no such net" : operation(module, module.node(id));
}

std::string dump(const Module& module) {
  std::string text;
  for (const Node& node : module.nodes) {
    text += node.name + (node.user_named ? "!" : "") + (node.is_signed ? " s" : " u") +
            std::to_string(node.width) + " " + name_of(node.op) + " " + std::to_string(node.index) + "." +
            std::to_string(node.aux) + " " + node.value.hexadecimal();
    for (const NodeId operand : node.operands) text += " " + std::to_string(operand);
    text += "\n";
  }
  for (const Port& port : module.ports) text += port.name + " " + std::to_string(port.node) + "\n";
  for (const Register& reg : module.registers) {
    text += "reg " + std::to_string(reg.node) + " " + std::to_string(reg.next) + " " +
            std::to_string(reg.enable) + " " + reg.reset_value.hexadecimal() + "\n";
  }
  for (const Memory& memory : module.memories) {
    text += "memory " + memory.name;
    for (const auto& write : memory.writes) text += " w" + std::to_string(write.data);
    for (const auto& read : memory.sync_reads) text += " r" + std::to_string(read.node);
    text += "\n";
  }
  for (const Instance& instance : module.instances) {
    text += "instance " + instance.name;
    for (const NodeId id : instance.inputs) text += " " + std::to_string(id);
    for (const NodeId id : instance.outputs) text += " " + std::to_string(id);
    text += "\n";
  }
  return text;
}

}  // namespace winnow::hdl::test

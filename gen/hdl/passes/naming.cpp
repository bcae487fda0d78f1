// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/passes/naming.hpp"

#include "gen/hdl/netlist/names.hpp"
#include "gen/hdl/passes/rewrite.hpp"

namespace winnow::hdl::passes {
namespace {

const char* noun_of(Op op) {
  switch (op) {
    case Op::add:
      return "sum";
    case Op::subtract:
      return "difference";
    case Op::multiply:
      return "product";
    case Op::bit_and:
      return "masked";
    case Op::bit_or:
      return "merged";
    case Op::bit_xor:
      return "toggled";
    case Op::bit_not:
      return "inverted";
    case Op::equal:
      return "is_equal";
    case Op::not_equal:
      return "is_different";
    case Op::less:
      return "is_less";
    case Op::less_equal:
      return "is_at_most";
    case Op::mux:
      return "selected";
    case Op::concatenate:
      return "packed_bits";
    case Op::slice:
      return "part";
    case Op::zero_extend:
    case Op::sign_extend:
      return "extended";
    case Op::reduce_and:
      return "all";
    case Op::reduce_or:
      return "any";
    case Op::reduce_xor:
      return "parity";
    case Op::shift_left:
    case Op::shift_right:
      return "shifted";
    case Op::memory_read:
    case Op::memory_read_reg:
      return "read";
    case Op::reg:
      return "state";
    default:
      return "value";
  }
}

}  // namespace

std::string without_direction(const std::string& name) {
  const bool has_direction = name.size() > 2 && (name.ends_with("_i") || name.ends_with("_o"));
  return has_direction ? name.substr(0, name.size() - 2) : name;
}

Naming::Naming(Module& module) : module_(module), hints_(module.nodes.size()) {
  taken_ = {"clk_i", "rst_ni", module.name()};
  for (const auto& entry : module.names) taken_.insert(entry.first);
  for (const Node& node : module.nodes) taken_.insert(node.name);
  for (const Port& port : module.ports) taken_.insert(port.name);
  for (const Memory& memory : module.memories) taken_.insert(memory.name);
  for (const Instance& instance : module.instances) taken_.insert(instance.name);
  for (const Property& property : module.properties) taken_.insert(property.name);
  collect_root_hints(module);
  spread_hints();
}

void Naming::hint(NodeId id, const std::string& base, bool is_whole) {
  if (id != no_node && hints_[id].base.empty()) hints_[id] = {base, is_whole};
}

void Naming::collect_root_hints(const Module& module) {
  for (const Port& port : module.ports) {
    if (!port.is_input) hint(port.node, without_direction(port.name), true);
  }
  for (const Register& reg : module.registers) {
    const std::string& name = module.node(reg.node).name;
    hint(reg.next, name + "_next", true);
    hint(reg.enable, name + "_enable", true);
  }
  for (const Memory& memory : module.memories) {
    for (const Memory::Write& write : memory.writes) {
      hint(write.address, memory.name + "_write_address", true);
      hint(write.data, memory.name + "_write_data", true);
      hint(write.enable, memory.name + "_write_enable", true);
    }
    for (const Memory::SyncRead& read : memory.sync_reads) {
      hint(read.node, memory.name + "_read", true);
      hint(read.address, memory.name + "_read_address", true);
      hint(read.enable, memory.name + "_read_enable", true);
    }
  }
  for (const Instance& instance : module.instances) {
    for (std::size_t i = 0; i < instance.inputs.size(); ++i) {
      const std::string port = without_direction(instance.module->ports[i].name);
      hint(instance.inputs[i], instance.name + "_" + port, true);
    }
  }
  for (const Property& property : module.properties) {
    hint(property.condition, property.name + (property.is_check ? "_holds" : "_reached"), true);
  }
}

void Naming::spread_hints() {
  const std::vector<NodeId> order = topological_order(module_);
  for (std::size_t i = order.size(); i-- > 0;) {
    const Node& user = module_.node(order[i]);
    std::string base = user.name.empty() ? hints_[order[i]].base : without_direction(user.name);
    // What feeds the next value of a register is named after the register.
    if (user.name.empty() && base.ends_with("_next")) base.resize(base.size() - 5);
    for (const NodeId operand : user.operands) hint(operand, base, false);
  }
}

std::string Naming::derive(NodeId id) {
  const Node& node = module_.node(id);
  if (node.op == Op::instance_output) {
    const Instance& instance = module_.instances[node.index];
    return unique(instance.name + "_" + without_direction(instance.module->ports[node.aux].name));
  }
  if (node.op == Op::memory_read) return unique(module_.memories[node.index].name + "_read");
  const Hint none;
  const Hint& hint = id < hints_.size() ? hints_[id] : none;
  if (hint.base.empty()) return unique(noun_of(node.op));
  return unique(hint.is_whole ? hint.base : hint.base + "_" + noun_of(node.op));
}

std::string Naming::unique(const std::string& base) {
  if (!is_reserved_word(base) && taken_.insert(base).second) return base;
  unsigned& number = last_number_[base];
  while (true) {
    std::string candidate = base + "_" + std::to_string(++number);
    if (taken_.insert(candidate).second) return candidate;
  }
}

}  // namespace winnow::hdl::passes

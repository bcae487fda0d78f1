// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/module.hpp"

#include <algorithm>

namespace winnow::hdl {

const char* name_of(Op op) {
  switch (op) {
    case Op::poison:
      return "poison";
    case Op::constant:
      return "constant";
    case Op::input:
      return "input";
    case Op::instance_output:
      return "instance_output";
    case Op::wire:
      return "wire";
    case Op::reg:
      return "reg";
    case Op::memory_read:
      return "memory_read";
    case Op::memory_read_reg:
      return "memory_read_reg";
    case Op::add:
      return "add";
    case Op::subtract:
      return "subtract";
    case Op::multiply:
      return "multiply";
    case Op::bit_and:
      return "and";
    case Op::bit_or:
      return "or";
    case Op::bit_xor:
      return "xor";
    case Op::bit_not:
      return "not";
    case Op::equal:
      return "equal";
    case Op::not_equal:
      return "not_equal";
    case Op::less:
      return "less";
    case Op::less_equal:
      return "less_equal";
    case Op::mux:
      return "mux";
    case Op::concatenate:
      return "concatenate";
    case Op::slice:
      return "slice";
    case Op::zero_extend:
      return "zero_extend";
    case Op::sign_extend:
      return "sign_extend";
    case Op::reinterpret:
      return "reinterpret";
    case Op::reduce_and:
      return "reduce_and";
    case Op::reduce_or:
      return "reduce_or";
    case Op::reduce_xor:
      return "reduce_xor";
    case Op::shift_left:
      return "shift_left";
    case Op::shift_right:
      return "shift_right";
  }
  return "unknown";
}

NodeId Module::add(Node node) {
  nodes.push_back(std::move(node));
  return static_cast<NodeId>(nodes.size() - 1);
}

bool Module::is_clocked() const {
  return !registers.empty() || !memories.empty() ||
         std::any_of(instances.begin(), instances.end(),
                     [](const Instance& instance) { return instance.module->is_clocked(); });
}

bool Module::has_reset() const {
  return std::any_of(registers.begin(), registers.end(), [](const Register& reg) { return reg.has_reset; }) ||
         std::any_of(instances.begin(), instances.end(),
                     [](const Instance& instance) { return instance.module->has_reset(); });
}

}  // namespace winnow::hdl

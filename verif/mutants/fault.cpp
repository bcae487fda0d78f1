// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/fault.hpp"

#include <array>

namespace winnow::verif::mutants {

using hdl::Op;

const char* name_of(FaultKind kind) {
  constexpr std::array<const char*, fault_kinds> names{"logic_operator",
                                                       "arithmetic_operator",
                                                       "comparison",
                                                       "sign",
                                                       "operand_dropped",
                                                       "operands_swapped",
                                                       "inversion_dropped",
                                                       "arms_swapped",
                                                       "select_stuck",
                                                       "constant",
                                                       "slice",
                                                       "bit_inverted",
                                                       "bit_stuck",
                                                       "enable_dropped",
                                                       "enable_stuck",
                                                       "reset_value",
                                                       "reset_dropped",
                                                       "register_dropped",
                                                       "register_added",
                                                       "memory_address",
                                                       "memory_enable",
                                                       "memory_policy",
                                                       "pins_swapped",
                                                       "outputs_swapped",
                                                       "pin_stuck"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<Op> replacements(FaultKind kind, Op op) {
  if (kind == FaultKind::logic_operator) {
    switch (op) {
      case Op::bit_and:
        return {Op::bit_or, Op::bit_xor};
      case Op::bit_or:
        return {Op::bit_and, Op::bit_xor};
      case Op::bit_xor:
        return {Op::bit_and, Op::bit_or};
      case Op::reduce_and:
        return {Op::reduce_or, Op::reduce_xor};
      case Op::reduce_or:
        return {Op::reduce_and, Op::reduce_xor};
      case Op::reduce_xor:
        return {Op::reduce_and, Op::reduce_or};
      default:
        return {};
    }
  }
  if (kind == FaultKind::arithmetic_operator) {
    switch (op) {
      case Op::add:
        return {Op::subtract};
      case Op::subtract:
        return {Op::add};
      case Op::shift_left:
        return {Op::shift_right};
      case Op::shift_right:
        return {Op::shift_left};
      default:
        return {};
    }
  }
  switch (op) {
    case Op::equal:
      return {Op::not_equal};
    case Op::not_equal:
      return {Op::equal};
    case Op::less:
      return {Op::less_equal};
    case Op::less_equal:
      return {Op::less};
    default:
      return {};
  }
}

std::vector<std::uint32_t> other_lows(const hdl::Module& module, const hdl::Node& slice) {
  std::vector<std::uint32_t> lows;
  if (slice.index > 0) lows.push_back(slice.index - 1);
  if (slice.index + slice.width < module.node(slice.operands[0]).width) lows.push_back(slice.index + 1);
  return lows;
}

std::vector<std::uint32_t> confusable_ports(const hdl::Instance& instance, std::uint32_t place) {
  const std::vector<hdl::Port>& ports = instance.module->ports;
  const auto net = [&](std::uint32_t port) {
    return ports[port].is_input ? instance.inputs[port] : instance.outputs[port];
  };
  std::vector<std::uint32_t> others;
  for (std::uint32_t other = place + 1; other < ports.size(); ++other) {
    const bool same = ports[place].is_input == ports[other].is_input &&
                      ports[place].width == ports[other].width &&
                      ports[place].is_signed == ports[other].is_signed;
    if (same && net(place) != hdl::no_node && net(other) != hdl::no_node && net(place) != net(other))
      others.push_back(other);
  }
  return others;
}

}  // namespace winnow::verif::mutants

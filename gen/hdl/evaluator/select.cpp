// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/select.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::hdl {
namespace {

std::uint64_t low_mask(unsigned bits) {
  return bits == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}
// Of the word that holds the top bit of a value of `width` bits.
std::uint64_t top_mask(unsigned width) {
  return low_mask(width % 64U);
}

Opcode select_slice(const Node& node) {
  if (node.width > 64) return Opcode::wide_slice;
  return node.index % 64U + node.width <= 64 ? Opcode::slice : Opcode::slice_straddle;
}

Opcode select_concatenation(const Node& node, std::size_t operands) {
  if (node.width > 64) return Opcode::wide_pack;
  return operands == 2 ? Opcode::concatenate : Opcode::pack;
}

bool all_narrow(const Node& node, std::span<const Node* const> operands) {
  return node.width <= 64 && std::all_of(operands.begin(), operands.end(),
                                         [](const Node* operand) { return operand->width <= 64; });
}

}  // namespace

Opcode select_opcode(const Node& node, std::span<const Node* const> operands) {
  const bool narrow = all_narrow(node, operands);
  const bool operand_signed = operands[0]->is_signed;
  const auto either = [narrow](Opcode small, Opcode large) { return narrow ? small : large; };
  const auto by_sign = [&](Opcode small, Opcode small_signed, Opcode large, Opcode large_signed) {
    return operand_signed ? either(small_signed, large_signed) : either(small, large);
  };
  switch (node.op) {
    case Op::add:
      return either(Opcode::add, Opcode::wide_add);
    case Op::subtract:
      return either(Opcode::subtract, Opcode::wide_subtract);
    case Op::multiply:
      return by_sign(Opcode::multiply, Opcode::multiply_signed, Opcode::wide_multiply,
                     Opcode::wide_multiply_signed);
    case Op::bit_and:
      return either(Opcode::bit_and, Opcode::wide_and);
    case Op::bit_or:
      return either(Opcode::bit_or, Opcode::wide_or);
    case Op::bit_xor:
      return either(Opcode::bit_xor, Opcode::wide_xor);
    case Op::bit_not:
      return either(Opcode::bit_not, Opcode::wide_not);
    case Op::equal:
      return either(Opcode::equal, Opcode::wide_equal);
    case Op::not_equal:
      return either(Opcode::not_equal, Opcode::wide_not_equal);
    case Op::less:
      return by_sign(Opcode::less, Opcode::less_signed, Opcode::wide_less, Opcode::wide_less_signed);
    case Op::less_equal:
      return by_sign(Opcode::less_equal, Opcode::less_equal_signed, Opcode::wide_less_equal,
                     Opcode::wide_less_equal_signed);
    case Op::mux:
      return either(Opcode::mux, Opcode::wide_mux);
    case Op::concatenate:
      return select_concatenation(node, operands.size());
    case Op::slice:
      return select_slice(node);
    case Op::zero_extend:
      return Opcode::wide_copy;  // within one word it is an alias
    case Op::sign_extend:
      return either(Opcode::sign_extend, Opcode::wide_sign_extend);
    case Op::reduce_and:
      return either(Opcode::reduce_and, Opcode::wide_reduce_and);
    case Op::reduce_or:
      return either(Opcode::reduce_or, Opcode::wide_reduce_or);
    case Op::reduce_xor:
      return either(Opcode::reduce_xor, Opcode::wide_reduce_xor);
    case Op::shift_left:
      return either(Opcode::shift_left, Opcode::wide_shift_left);
    case Op::shift_right:
      if (node.is_signed) return either(Opcode::shift_right_signed, Opcode::wide_shift_right_signed);
      return either(Opcode::shift_right, Opcode::wide_shift_right);
    case Op::memory_read:
      return either(Opcode::memory_read, Opcode::wide_memory_read);
    default:
      break;
  }
  throw std::logic_error(std::string("no instruction for '") + name_of(node.op) + "'");
}

namespace {

void fill_parts(Instruction& code, std::span<const Slot> operands, std::vector<PackPart>& parts) {
  code.a = static_cast<std::uint32_t>(parts.size());
  code.b = static_cast<std::uint32_t>(operands.size());
  std::uint32_t position = 0;
  for (std::size_t i = operands.size(); i-- > 0;) {
    parts.push_back({operands[i].address, operands[i].width, position});
    position += operands[i].width;
  }
}

void fill_slice(Instruction& code, Opcode opcode, const Node& node) {
  if (opcode == Opcode::wide_slice) {
    code.b = node.index;  // m, the operand's width, is set already
    return;
  }
  code.a += node.index / 64U;
  code.m = node.index % 64U;
  code.mask = low_mask(node.width % 64U);
}

void fill_memory_read(Instruction& code, std::span<const Slot> operands, const MemoryBlock& memory) {
  code.b = memory.words_per_entry;
  code.c = operands[0].words();
  code.n = memory.depth;
  code.mask = memory.base;
}

}  // namespace

Instruction make_instruction(Opcode opcode, const Node& node, const Slot& destination,
                             std::span<const Slot> operands, const MemoryBlock* memory,
                             std::vector<PackPart>& parts) {
  Instruction code;
  code.destination = destination.address;
  code.mask = top_mask(destination.width);
  code.n = destination.width;
  code.m = operands[0].width;
  code.a = operands[0].address;
  if (operands.size() > 1) code.b = operands[1].address;
  if (operands.size() > 2) code.c = operands[2].address;
  switch (opcode) {
    case Opcode::multiply_signed:
      code.m = 64U - operands[0].width;
      code.n = 64U - operands[1].width;
      break;
    case Opcode::less_signed:
    case Opcode::less_equal_signed:
    case Opcode::sign_extend:
    case Opcode::shift_right_signed:
      code.m = 64U - operands[0].width;
      break;
    case Opcode::concatenate:
      code.m = operands[1].width;
      break;
    case Opcode::pack:
    case Opcode::wide_pack:
      fill_parts(code, operands, parts);
      break;
    case Opcode::slice:
    case Opcode::slice_straddle:
    case Opcode::wide_slice:
      fill_slice(code, opcode, node);
      break;
    case Opcode::reduce_and:
    case Opcode::wide_reduce_and:
      code.mask = top_mask(operands[0].width);
      break;
    case Opcode::memory_read:
    case Opcode::wide_memory_read:
      fill_memory_read(code, operands, *memory);
      break;
    case Opcode::wide_multiply:
    case Opcode::wide_multiply_signed:
    case Opcode::wide_shift_left:
    case Opcode::wide_shift_right:
    case Opcode::wide_shift_right_signed:
      code.c = operands[1].width;
      break;
    default:
      break;
  }
  return code;
}

}  // namespace winnow::hdl

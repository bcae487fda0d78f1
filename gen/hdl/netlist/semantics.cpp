// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/semantics.hpp"

#include <stdexcept>
#include <string>

namespace winnow::hdl {
namespace {

using Combine = std::uint64_t (*)(std::uint64_t, std::uint64_t);

Bits bitwise(const Bits& a, const Bits& b, Combine combine) {
  Bits result(a.width());
  for (std::size_t i = 0; i < result.words().size(); ++i) {
    result.words()[i] = combine(a.words()[i], b.words()[i]);
  }
  result.mask_top();
  return result;
}

Bits invert(const Bits& a) {
  return bitwise(a, a, [](std::uint64_t x, std::uint64_t) { return ~x; });
}

// a + b + carry modulo 2^width.
Bits add(const Bits& a, const Bits& b, bool carry) {
  Bits result(a.width());
  for (std::size_t i = 0; i < result.words().size(); ++i) {
    const std::uint64_t partial = a.words()[i] + b.words()[i];
    const std::uint64_t sum = partial + (carry ? 1 : 0);
    carry = partial < a.words()[i] || sum < partial;
    result.words()[i] = sum;
  }
  result.mask_top();
  return result;
}

Bits shift_left(const Bits& a, std::uint64_t amount) {
  if (amount >= a.width()) return Bits(a.width());
  if (amount == 0) return a;
  const unsigned zeros = static_cast<unsigned>(amount);
  return concatenate(a.slice(0, a.width() - zeros), Bits(zeros));
}

Bits shift_right(const Bits& a, std::uint64_t amount, bool is_signed) {
  const bool fill = is_signed && a.sign();
  if (amount >= a.width()) return fill ? Bits::ones(a.width()) : Bits(a.width());
  const unsigned low = static_cast<unsigned>(amount);
  return a.slice(low, a.width() - low).extended(a.width(), is_signed);
}

// A shift amount as a number; amounts that do not fit 64 bits shift everything out like any other large one.
std::uint64_t shift_amount(const Bits& amount) {
  return amount.unsigned_bits() > 64 ? ~std::uint64_t{0} : amount.low_word();
}

// Schoolbook multiplication of the operands extended to the result's width, modulo 2^width.
Bits multiply(const Bits& a, const Bits& b, bool is_signed, unsigned width) {
  const Bits extended = a.extended(width, is_signed);
  const Bits multiplier = b.extended(width, is_signed);
  Bits sum(width);
  for (unsigned i = 0; i < width; ++i) {
    if (multiplier.bit(i)) sum = add(sum, shift_left(extended, i), false);
  }
  return sum;
}

bool less(const Bits& a, const Bits& b, bool is_signed) {
  if (is_signed && a.sign() != b.sign()) return a.sign();
  for (unsigned i = a.width(); i-- > 0;) {
    if (a.bit(i) != b.bit(i)) return b.bit(i);
  }
  return false;
}

bool parity(const Bits& a) {
  bool odd = false;
  for (unsigned i = 0; i < a.width(); ++i) odd ^= a.bit(i);
  return odd;
}

Bits concatenate_all(std::span<const Bits> operands) {
  Bits result = operands[0];
  for (const Bits& operand : operands.subspan(1)) result = concatenate(result, operand);
  return result;
}

Bits one_bit(bool value) {
  return Bits::from_unsigned(1, value ? 1 : 0);
}

}  // namespace

Bits evaluate(const Module& module, const Node& node, std::span<const Bits> operands) {
  const auto operand_signed = [&](std::size_t i) { return module.node(node.operands[i]).is_signed; };
  switch (node.op) {
    case Op::constant:
      return node.value;
    case Op::wire:
    case Op::reinterpret:
      return operands[0];
    case Op::add:
      return add(operands[0], operands[1], false);
    case Op::subtract:
      return add(operands[0], invert(operands[1]), true);
    case Op::multiply:
      return multiply(operands[0], operands[1], operand_signed(0), node.width);
    case Op::bit_and:
      return bitwise(operands[0], operands[1], [](std::uint64_t a, std::uint64_t b) { return a & b; });
    case Op::bit_or:
      return bitwise(operands[0], operands[1], [](std::uint64_t a, std::uint64_t b) { return a | b; });
    case Op::bit_xor:
      return bitwise(operands[0], operands[1], [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
    case Op::bit_not:
      return invert(operands[0]);
    case Op::equal:
      return one_bit(operands[0] == operands[1]);
    case Op::not_equal:
      return one_bit(!(operands[0] == operands[1]));
    case Op::less:
      return one_bit(less(operands[0], operands[1], operand_signed(0)));
    case Op::less_equal:
      return one_bit(!less(operands[1], operands[0], operand_signed(0)));
    case Op::mux:
      return operands[0].any() ? operands[1] : operands[2];
    case Op::concatenate:
      return concatenate_all(operands);
    case Op::slice:
      return operands[0].slice(node.index, node.width);
    case Op::zero_extend:
      return operands[0].extended(node.width, false);
    case Op::sign_extend:
      return operands[0].extended(node.width, true);
    case Op::reduce_and:
      return one_bit(operands[0].is_ones());
    case Op::reduce_or:
      return one_bit(operands[0].any());
    case Op::reduce_xor:
      return one_bit(parity(operands[0]));
    case Op::shift_left:
      return shift_left(operands[0], shift_amount(operands[1]));
    case Op::shift_right:
      return shift_right(operands[0], shift_amount(operands[1]), node.is_signed);
    case Op::poison:
    case Op::input:
    case Op::instance_output:
    case Op::reg:
    case Op::memory_read:
    case Op::memory_read_reg:
      break;
  }
  throw std::logic_error(std::string("'") + name_of(node.op) + "' has no value of its own (module " +
                         module.name() + ")");
}

}  // namespace winnow::hdl

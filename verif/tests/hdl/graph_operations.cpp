// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph_operations.hpp"

#include <stdexcept>

namespace winnow::verif {
namespace {

using hdl::Bit;
using hdl::SInt;
using hdl::UInt;

[[noreturn]] void refuse(const Term& term) {
  throw std::logic_error(std::string("the builder has no such operation: ") + name_of(term.kind));
}

AnyValue constant(hdl::Builder& builder, const Term& term) {
  if (term.type.kind == Type::Kind::bit) return builder.bit(term.value == 1);
  if (term.type.is_signed())
    return builder.constant_signed(term.type.width, static_cast<std::int64_t>(term.value));
  if (term.type.width <= 64) return builder.constant(term.type.width, static_cast<std::uint64_t>(term.value));
  return builder.constant(to_bits(term.value, term.type.width));
}

// Operations that unsigned and signed numbers share.
template <class T>
AnyValue number_operation(const Term& term, const T& a, const T& b) {
  switch (term.kind) {
    case TermKind::add:
      return a + b;
    case TermKind::subtract:
      return a - b;
    case TermKind::multiply:
      return a * b;
    case TermKind::equal:
      return a == b;
    case TermKind::not_equal:
      return a != b;
    case TermKind::less:
      return a < b;
    case TermKind::less_equal:
      return a <= b;
    case TermKind::greater:
      return a > b;
    case TermKind::greater_equal:
      return a >= b;
    default:
      refuse(term);
  }
}

template <class T>
AnyValue one_number_operation(const Term& term, const T& a) {
  switch (term.kind) {
    case TermKind::bits:
      return a.bits(term.a, term.b);
    case TermKind::single_bit:
      return a.bit(term.a);
    case TermKind::extend:
      return a.extend(term.type.width);
    case TermKind::trunc:
      return a.trunc(term.type.width);
    case TermKind::saturate:
      return a.saturate(term.type.width);
    case TermKind::shift_left_by:
      return a << term.a;
    case TermKind::shift_right_by:
      return a >> term.a;
    default:
      refuse(term);
  }
}

AnyValue unsigned_operation(const Term& term, const UInt& a) {
  switch (term.kind) {
    case TermKind::bit_not:
      return ~a;
    case TermKind::equal_constant:
      return a == static_cast<std::uint64_t>(term.value);
    case TermKind::not_equal_constant:
      return a != static_cast<std::uint64_t>(term.value);
    case TermKind::as_signed:
      return a.as_sint();
    case TermKind::to_signed:
      return a.to_sint();
    case TermKind::any:
      return a.any();
    case TermKind::all:
      return a.all();
    case TermKind::parity:
      return a.parity();
    default:
      return one_number_operation(term, a);
  }
}

AnyValue signed_operation(const Term& term, const SInt& a) {
  switch (term.kind) {
    case TermKind::negate:
      return -a;
    case TermKind::sign:
      return a.sign();
    case TermKind::as_unsigned:
      return a.as_uint();
    default:
      return one_number_operation(term, a);
  }
}

template <class T>
AnyValue bitwise(const Term& term, const T& a, const T& b) {
  switch (term.kind) {
    case TermKind::bit_and:
      return a & b;
    case TermKind::bit_or:
      return a | b;
    default:
      return a ^ b;
  }
}

AnyValue unary(const Term& term, const AnyValue& a) {
  if (const auto* number = std::get_if<UInt>(&a)) return unsigned_operation(term, *number);
  if (const auto* number = std::get_if<SInt>(&a)) return signed_operation(term, *number);
  const Bit& bit = std::get<Bit>(a);
  if (term.kind == TermKind::bit_not) return !bit;
  if (term.kind == TermKind::as_unsigned) return bit.as_uint();
  refuse(term);
}

AnyValue shift(const Term& term, const AnyValue& a, const UInt& amount) {
  const bool left = term.kind == TermKind::shift_left;
  if (const auto* number = std::get_if<UInt>(&a)) {
    return left ? AnyValue(shift_left(*number, amount, term.type.width))
                : AnyValue(shift_right(*number, amount));
  }
  const SInt& number = std::get<SInt>(a);
  return left ? AnyValue(shift_left(number, amount, term.type.width)) : AnyValue(shift_right(number, amount));
}

AnyValue binary(const Term& term, const AnyValue& a, const AnyValue& b) {
  switch (term.kind) {
    case TermKind::shift_left:
    case TermKind::shift_right:
      return shift(term, a, std::get<UInt>(b));
    case TermKind::bit_and:
    case TermKind::bit_or:
    case TermKind::bit_xor:
      if (const auto* bit = std::get_if<Bit>(&a)) return bitwise(term, *bit, std::get<Bit>(b));
      return bitwise(term, std::get<UInt>(a), std::get<UInt>(b));
    default:
      if (const auto* number = std::get_if<UInt>(&a))
        return number_operation(term, *number, std::get<UInt>(b));
      return number_operation(term, std::get<SInt>(a), std::get<SInt>(b));
  }
}

AnyValue multiplexer(const Bit& select, const AnyValue& a, const AnyValue& b) {
  return std::visit(
      [&](const auto& when_true) {
        return AnyValue(mux(select, when_true, std::get<std::decay_t<decltype(when_true)>>(b)));
      },
      a);
}

AnyValue concatenation(const std::vector<AnyValue>& operands) {
  std::vector<hdl::Value> parts;
  for (const AnyValue& operand : operands) {
    parts.push_back(std::visit([](const auto& each) { return hdl::Value(each); }, operand));
  }
  return hdl::concatenate(parts);
}

}  // namespace

AnyValue build_operation(hdl::Builder& builder, const Term& term, const std::vector<AnyValue>& operands) {
  if (term.kind == TermKind::constant) return constant(builder, term);
  if (term.kind == TermKind::cat) return concatenation(operands);
  if (term.kind == TermKind::mux) return multiplexer(std::get<Bit>(operands[0]), operands[1], operands[2]);
  return operands.size() == 1 ? unary(term, operands[0]) : binary(term, operands[0], operands[1]);
}

AnyValue name_value(const AnyValue& value, const std::string& name) {
  return std::visit([&](const auto& each) { return AnyValue(each.named(name)); }, value);
}

}  // namespace winnow::verif

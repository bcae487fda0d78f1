// SPDX-License-Identifier: Apache-2.0
// The operations a random module is made of.
#include <algorithm>

#include "verif/tests/hdl/module_generator.hpp"

namespace winnow::verif {

bool ModuleGenerator::add_operation() {
  switch (below(18)) {
    case 0:
    case 1:
      return add_sum(TermKind::add);
    case 2:
      return add_sum(TermKind::subtract);
    case 3:
      return add_product();
    case 4:
      return add_negation();
    case 5:
    case 6:
      return add_bitwise();
    case 7:
      return add_comparison();
    case 8:
      return add_constant_comparison();
    case 9:
    case 10:
      return add_mux();
    case 11:
      return add_cat();
    case 12:
      return add_selection();
    case 13:
      return add_width_change();
    case 14:
      return add_sign_change();
    case 15:
      return add_reduction();
    case 16:
      return add_shift();
    default:
      return add_wire_or_read();
  }
}

bool ModuleGenerator::add_sum(TermKind kind) {
  const Kind number = random_number();
  const unsigned a = pick(number), b = pick(number);
  const Kind result = kind == TermKind::subtract ? Kind::signed_number : number;
  add(kind, {result, std::max(type(a).width, type(b).width) + 1}, {a, b});
  return true;
}

bool ModuleGenerator::add_product() {
  const Kind number = random_number();
  const unsigned a = pick(number), b = pick(number);
  if (type(a).width + type(b).width > widest_result) return false;
  add(TermKind::multiply, {number, type(a).width + type(b).width}, {a, b});
  return true;
}

bool ModuleGenerator::add_negation() {
  if (one_in(2)) {
    const unsigned a = pick(Kind::signed_number);
    add(TermKind::negate, signed_type(type(a).width + 1), {a});
  } else {
    const unsigned a = pick(one_in(2) ? Kind::bit : Kind::unsigned_number);
    add(TermKind::bit_not, type(a), {a});
  }
  return true;
}

bool ModuleGenerator::add_bitwise() {
  const Kind kind = one_in(2) ? Kind::bit : Kind::unsigned_number;
  const unsigned a = pick(kind), b = pick(kind);
  const auto operation = static_cast<TermKind>(static_cast<unsigned>(TermKind::bit_and) + below(3));
  add(operation, {kind, std::max(type(a).width, type(b).width)}, {a, b});
  return true;
}

bool ModuleGenerator::add_comparison() {
  const Kind number = random_number();
  const unsigned a = pick(number), b = pick(number);
  if (a == b && !one_in(10)) return false;
  add(static_cast<TermKind>(static_cast<unsigned>(TermKind::equal) + below(6)), bit_type(), {a, b});
  return true;
}

bool ModuleGenerator::add_constant_comparison() {
  // Equality with a wide number is rarely met.
  const unsigned a = pick(Kind::unsigned_number, one_in(2) ? 5 : widest_operand);
  const unsigned term =
      add(one_in(2) ? TermKind::equal_constant : TermKind::not_equal_constant, bit_type(), {a});
  module_.terms[term].value = corner_bits(random_, std::min(type(a).width, 64U), below(12));
  return true;
}

bool ModuleGenerator::add_mux() {
  const Kind kind = random_kind();
  const unsigned select = pick(Kind::bit), a = pick(kind), b = pick(kind);
  add(TermKind::mux, {kind, std::max(type(a).width, type(b).width)}, {select, a, b});
  return true;
}

bool ModuleGenerator::add_cat() {
  std::vector<unsigned> parts;
  unsigned width = 0;
  const unsigned count = 1 + below(5);
  for (unsigned i = 0; i < count; ++i) {
    const unsigned part = pick_any();
    if (width + type(part).width > widest_operand) continue;
    width += type(part).width;
    parts.push_back(part);
  }
  if (parts.empty()) return false;
  add(TermKind::cat, unsigned_type(width), std::move(parts));
  return true;
}

bool ModuleGenerator::add_selection() {
  const unsigned a = pick(random_number(), 10000);
  if (one_in(3)) {
    add(TermKind::single_bit, bit_type(), {a}, below(type(a).width));
  } else if (type(a).is_signed() && one_in(4)) {
    add(TermKind::sign, bit_type(), {a});
  } else {
    const unsigned low = below(type(a).width);
    const unsigned high = low + below(type(a).width - low);
    add(TermKind::bits, unsigned_type(high - low + 1), {a}, high, low);
  }
  return true;
}

bool ModuleGenerator::add_width_change() {
  const unsigned a = pick(random_number(), 10000);
  const Type& from = type(a);
  switch (below(3)) {
    case 0:
      add(TermKind::extend,
          {from.kind, std::min(from.width + below(40), std::max(from.width, widest_result))}, {a});
      break;
    case 1:
      add(TermKind::trunc, {from.kind, 1 + below(from.width)}, {a});
      break;
    default:
      add(TermKind::saturate, {from.kind, 1 + below(from.width)}, {a});
      break;
  }
  return true;
}

bool ModuleGenerator::add_sign_change() {
  const unsigned a = pick(random_kind());
  const unsigned width = type(a).width;
  if (type(a).kind != Kind::unsigned_number) {
    add(TermKind::as_unsigned, unsigned_type(width), {a});
  } else if (one_in(2)) {
    add(TermKind::as_signed, signed_type(width), {a});
  } else {
    add(TermKind::to_signed, signed_type(width + 1), {a});
  }
  return true;
}

bool ModuleGenerator::add_reduction() {
  const unsigned a = pick(Kind::unsigned_number, 10000);
  add(static_cast<TermKind>(static_cast<unsigned>(TermKind::any) + below(3)), bit_type(), {a});
  return true;
}

bool ModuleGenerator::add_shift() {
  const unsigned a = pick(random_number());
  const Type from = type(a);
  switch (below(4)) {
    case 0: {
      const unsigned amount = below(24);
      add(TermKind::shift_left_by, {from.kind, from.width + amount}, {a}, amount);
      return true;
    }
    case 1: {
      const unsigned amount = below(from.width + 3);
      add(TermKind::shift_right_by, {from.kind, amount >= from.width ? 1 : from.width - amount}, {a}, amount);
      return true;
    }
    case 2:
      add(TermKind::shift_left, {from.kind, one_in(3) ? from.width : random_width()}, {a, shift_amount()});
      return true;
    default:
      add(TermKind::shift_right, from, {a, shift_amount()});
      return true;
  }
}

unsigned ModuleGenerator::shift_amount() {
  // Verilator refuses constant amounts of 2^32 and more.
  const unsigned term = pick(Kind::unsigned_number, 32);
  const unsigned wanted = 2 + below(7);
  if (type(term).width <= wanted || one_in(6)) return term;
  return add(TermKind::trunc, unsigned_type(wanted), {term});
}

bool ModuleGenerator::add_wire_or_read() {
  if (!module_.memories.empty() && one_in(2)) {
    const MemoryDescription& memory = module_.memories.front();
    const unsigned width = memory.width;
    const unsigned address = fitting(unsigned_type(memory.address_width()));
    add(TermKind::memory_read, unsigned_type(width), {address});
  } else {
    const unsigned driver = pick_any();
    const unsigned wider = type(driver).kind == Kind::bit || !one_in(3) ? 0 : below(10);
    add(TermKind::wire, {type(driver).kind, type(driver).width + wider}, {driver});
  }
  return true;
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/handles.hpp"

#include <algorithm>

#include "gen/hdl/netlist/design.hpp"
#include "gen/hdl/netlist/names.hpp"

namespace winnow::hdl {
namespace detail {

NodeId make(Module& module, Op op, unsigned width, bool is_signed, std::vector<NodeId> operands,
            const Location& where) {
  Node node;
  node.op = op;
  node.width = width;
  node.is_signed = is_signed;
  node.operands = std::move(operands);
  node.location = where;
  return module.add(std::move(node));
}

NodeId poison(Module& module, unsigned width, bool is_signed, const Location& where) {
  return make(module, Op::poison, std::max(width, 1U), is_signed, {}, where);
}

bool usable(const Location& where, const char* operation, std::initializer_list<Value> operands) {
  Module* module = nullptr;
  for (const Value& value : operands) {
    if (!value.valid()) continue;
    if (module == nullptr) module = &value.module();
    if (&value.module() != module) {
      module->design().error(where, std::string("operands of '") + operation +
                                        "' belong to different modules ('" + module->name() + "' and '" +
                                        value.module().name() + "'); pass the value through a port");
      return false;
    }
  }
  for (const Value& value : operands) {
    if (!value.valid()) {
      if (module != nullptr) {
        module->design().error(where,
                               std::string("an operand of '") + operation +
                                   "' has no value here; outputs are read at an instance, inputs inside "
                                   "their module");
      }
      return false;
    }
    if (value.poisoned()) return false;
  }
  return true;
}

NodeId extend(const Value& value, unsigned width, const Location& where) {
  if (value.width() == width || !value.valid()) return value.id();
  const bool is_signed = value.node().is_signed;
  return make(value.module(), is_signed ? Op::sign_extend : Op::zero_extend, width, is_signed, {value.id()},
              where);
}

bool claim_name(Module& module, const std::string& name, const Location& where) {
  if (const std::string problem = identifier_problem(name); !problem.empty()) {
    module.design().error(where, problem);
    return false;
  }
  const auto [entry, fresh] = module.names.emplace(name, where);
  if (!fresh) {
    module.design().error(where, "the name '" + name + "' is already used in module '" + module.name() +
                                     "' at " + entry->second.file_and_line() + "; choose another");
  }
  return fresh;
}

void name_node(Module& module, NodeId id, std::string name, const Location& where) {
  if (!claim_name(module, name, where)) return;
  module.node(id).name = std::move(name);
  module.node(id).user_named = true;
}

namespace {

Module* module_of(std::initializer_list<Value> values) {
  for (const Value& value : values) {
    if (value.valid()) return &value.module();
  }
  return nullptr;
}

// The result when an operand was unusable: poison of the expected width in whichever module is known.
template <class T>
T poisoned(std::initializer_list<Value> values, unsigned width, bool is_signed, const Location& where) {
  Module* module = module_of(values);
  if (module == nullptr) return T();
  return T(*module, poison(*module, width, is_signed, where));
}

unsigned width_of(const Value& value) {
  return value.valid() ? value.width() : 1;
}
unsigned wider(const Value& a, const Value& b) {
  return std::max(width_of(a), width_of(b));
}

// An operation whose operands are extended to the result's width first.
template <class Result, class Operand>
Result same_width(Op op, const char* text, const Operand& a, const Operand& b, unsigned width, bool is_signed,
                  const Location& where) {
  if (!usable(where, text, {a, b})) return poisoned<Result>({a, b}, width, is_signed, where);
  return Result(a.module(), make(a.module(), op, width, is_signed,
                                 {extend(a, width, where), extend(b, width, where)}, where));
}

template <class Operand>
Bit compare(Op op, const char* text, const Operand& a, const Operand& b, const Location& where) {
  if (!usable(where, text, {a, b})) return poisoned<Bit>({a, b}, 1, false, where);
  const unsigned width = wider(a, b);
  return Bit(a.module(),
             make(a.module(), op, 1, false, {extend(a, width, where), extend(b, width, where)}, where));
}

template <class T>
T unary(Op op, const char* text, const Value& a, unsigned width, bool is_signed, const Location& where) {
  if (!usable(where, text, {a})) return poisoned<T>({a}, width, is_signed, where);
  return T(a.module(), make(a.module(), op, width, is_signed, {a.id()}, where));
}

template <class T>
T multiply(const T& a, const T& b, bool is_signed, const Location& where) {
  const unsigned width = width_of(a) + width_of(b);
  if (!usable(where, "*", {a, b})) return poisoned<T>({a, b}, width, is_signed, where);
  return T(a.module(), make(a.module(), Op::multiply, width, is_signed, {a.id(), b.id()}, where));
}

template <class T>
T slice(const Value& a, unsigned high, unsigned low, const Location& where) {
  if (!usable(where, "bits", {a})) return poisoned<T>({a}, high >= low ? high - low + 1 : 1, false, where);
  if (high < low || high >= a.width()) {
    a.module().design().error(where, "bits [" + std::to_string(high) + ":" + std::to_string(low) +
                                         "] are outside the value's " + std::to_string(a.width()) +
                                         " bits; give high >= low, both below the width");
    return poisoned<T>({a}, high >= low ? high - low + 1 : 1, false, where);
  }
  const NodeId id = make(a.module(), Op::slice, high - low + 1, false, {a.id()}, where);
  a.module().node(id).index = low;
  return T(a.module(), id);
}

template <class T>
T reinterpret(const Value& a, bool is_signed, const Location& where) {
  return unary<T>(Op::reinterpret, is_signed ? "as_sint" : "as_uint", a, width_of(a), is_signed, where);
}

// Reports a wish to go to a width on the wrong side of the present one.
bool refuse_width(const Value& a, bool refused, const char* operation, unsigned width, const char* mend,
                  const Location& where) {
  if (refused) {
    a.module().design().error(where, std::string(operation) + " to " + std::to_string(width) +
                                         " bits of a value of " + std::to_string(a.width()) + " bits; " +
                                         mend);
  }
  return refused;
}

template <class T>
T extend_to(const T& a, unsigned width, bool is_signed, const Location& where) {
  if (!usable(where, "extend", {a})) return poisoned<T>({a}, width, is_signed, where);
  if (refuse_width(a, width < a.width(), "extend", width, "write .trunc or .saturate to narrow", where)) {
    return poisoned<T>({a}, width, is_signed, where);
  }
  return T(a.module(), extend(a, width, where));
}

template <class T>
bool can_narrow(const T& a, const char* operation, unsigned width, const Location& where) {
  if (!usable(where, operation, {a})) return false;
  return !refuse_width(a, width == 0 || width > a.width(), operation, width, "write .extend to widen", where);
}

NodeId constant(Module& module, Bits value, bool is_signed, const Location& where) {
  const NodeId id = make(module, Op::constant, value.width(), is_signed, {}, where);
  module.node(id).value = std::move(value);
  return id;
}

template <class T>
T give_name(const T& value, std::string name, const Location& where) {
  if (!usable(where, "named", {value})) return value;
  Module& module = value.module();
  NodeId id = value.id();
  // A port, a register or a net that has a name keeps it; the new name is an alias net.
  if (!module.node(id).name.empty() || module.node(id).op == Op::constant) {
    id = make(module, Op::wire, value.width(), value.node().is_signed, {id}, where);
  }
  name_node(module, id, std::move(name), where);
  return T(module, id);
}

template <class T>
T choose(const Bit& select, const T& when_true, const T& when_false, bool is_signed, const Location& where) {
  const unsigned width = wider(when_true, when_false);
  if (!usable(where, "mux", {select, when_true, when_false})) {
    return poisoned<T>({select, when_true, when_false}, width, is_signed, where);
  }
  Module& module = select.module();
  return T(module,
           make(module, Op::mux, width, is_signed,
                {select.id(), extend(when_true, width, where), extend(when_false, width, where)}, where));
}

}  // namespace
}  // namespace detail

using namespace detail;  // NOLINT(google-build-using-namespace): this file implements both namespaces

UInt Bit::as_uint(Location) const {
  return valid() ? UInt(module(), id()) : UInt();
}
Bit Bit::named(std::string name, Location where) const {
  return give_name(*this, std::move(name), where);
}

UInt UInt::named(std::string name, Location where) const {
  return give_name(*this, std::move(name), where);
}
Bit UInt::bit(unsigned index, Location where) const {
  return slice<Bit>(*this, index, index, where);
}
UInt UInt::bits(unsigned high, unsigned low, Location where) const {
  return slice<UInt>(*this, high, low, where);
}
UInt UInt::extend(unsigned width, Location where) const {
  return extend_to(*this, width, false, where);
}
UInt UInt::trunc(unsigned width, Location where) const {
  if (!can_narrow(*this, "trunc", width, where)) return detail::poisoned<UInt>({*this}, width, false, where);
  return width == this->width() ? *this : slice<UInt>(*this, width - 1, 0, where);
}
UInt UInt::saturate(unsigned width, Location where) const {
  if (!can_narrow(*this, "saturate", width, where))
    return detail::poisoned<UInt>({*this}, width, false, where);
  if (width == this->width()) return *this;
  const UInt top(module(), constant(module(), Bits::ones(width), false, where));
  return mux(bits(this->width() - 1, width, where).any(where), top, trunc(width, where), where);
}
SInt UInt::as_sint(Location where) const {
  return reinterpret<SInt>(*this, true, where);
}
SInt UInt::to_sint(Location where) const {
  return extend(width_of(*this) + 1, where).as_sint(where);
}
Bit UInt::any(Location where) const {
  return unary<Bit>(Op::reduce_or, "any", *this, 1, false, where);
}
Bit UInt::all(Location where) const {
  return unary<Bit>(Op::reduce_and, "all", *this, 1, false, where);
}
Bit UInt::parity(Location where) const {
  return unary<Bit>(Op::reduce_xor, "parity", *this, 1, false, where);
}

SInt SInt::named(std::string name, Location where) const {
  return give_name(*this, std::move(name), where);
}
Bit SInt::bit(unsigned index, Location where) const {
  return slice<Bit>(*this, index, index, where);
}
UInt SInt::bits(unsigned high, unsigned low, Location where) const {
  return slice<UInt>(*this, high, low, where);
}
Bit SInt::sign(Location where) const {
  return bit(width_of(*this) - 1, where);
}
SInt SInt::extend(unsigned width, Location where) const {
  return extend_to(*this, width, true, where);
}
SInt SInt::trunc(unsigned width, Location where) const {
  if (!can_narrow(*this, "trunc", width, where)) return detail::poisoned<SInt>({*this}, width, true, where);
  return width == this->width() ? *this : slice<UInt>(*this, width - 1, 0, where).as_sint(where);
}
SInt SInt::saturate(unsigned width, Location where) const {
  if (!can_narrow(*this, "saturate", width, where))
    return detail::poisoned<SInt>({*this}, width, true, where);
  if (width == this->width()) return *this;
  // It fits when all bits from the new sign bit upward are equal.
  const UInt high = bits(this->width() - 1, width - 1, where);
  const Bit fits = At<Bit>(high.all(where), where) | !(At<Bit>(high.any(where), where));
  Bits least(width);
  least.set_bit(width - 1, true);
  Bits greatest = Bits::ones(width);
  greatest.set_bit(width - 1, false);
  const SInt limit = mux(sign(where), SInt(module(), constant(module(), least, true, where)),
                         SInt(module(), constant(module(), greatest, true, where)), where);
  return mux(fits, trunc(width, where), limit, where);
}
UInt SInt::as_uint(Location where) const {
  return reinterpret<UInt>(*this, false, where);
}

UInt operator+(At<UInt> a, const UInt& b) {
  return same_width<UInt>(Op::add, "+", a.value, b, wider(a.value, b) + 1, false, a.location);
}
SInt operator+(At<SInt> a, const SInt& b) {
  return same_width<SInt>(Op::add, "+", a.value, b, wider(a.value, b) + 1, true, a.location);
}
SInt operator-(At<UInt> a, const UInt& b) {
  return same_width<UInt>(Op::subtract, "-", a.value, b, wider(a.value, b) + 1, false, a.location)
      .as_sint(a.location);
}
SInt operator-(At<SInt> a, const SInt& b) {
  return same_width<SInt>(Op::subtract, "-", a.value, b, wider(a.value, b) + 1, true, a.location);
}
SInt operator-(At<SInt> a) {
  if (!usable(a.location, "-", {a.value}))
    return poisoned<SInt>({a.value}, width_of(a.value) + 1, true, a.location);
  Module& module = a.value.module();
  const SInt zero(module, constant(module, Bits(a.value.width()), true, a.location));
  return At<SInt>(zero, a.location) - a.value;
}
UInt operator*(At<UInt> a, const UInt& b) {
  return multiply(a.value, b, false, a.location);
}
SInt operator*(At<SInt> a, const SInt& b) {
  return multiply(a.value, b, true, a.location);
}

Bit operator&(At<Bit> a, const Bit& b) {
  return same_width<Bit>(Op::bit_and, "&", a.value, b, 1, false, a.location);
}
Bit operator|(At<Bit> a, const Bit& b) {
  return same_width<Bit>(Op::bit_or, "|", a.value, b, 1, false, a.location);
}
Bit operator^(At<Bit> a, const Bit& b) {
  return same_width<Bit>(Op::bit_xor, "^", a.value, b, 1, false, a.location);
}
Bit operator!(At<Bit> a) {
  return unary<Bit>(Op::bit_not, "!", a.value, 1, false, a.location);
}
UInt operator&(At<UInt> a, const UInt& b) {
  return same_width<UInt>(Op::bit_and, "&", a.value, b, wider(a.value, b), false, a.location);
}
UInt operator|(At<UInt> a, const UInt& b) {
  return same_width<UInt>(Op::bit_or, "|", a.value, b, wider(a.value, b), false, a.location);
}
UInt operator^(At<UInt> a, const UInt& b) {
  return same_width<UInt>(Op::bit_xor, "^", a.value, b, wider(a.value, b), false, a.location);
}
UInt operator~(At<UInt> a) {
  return unary<UInt>(Op::bit_not, "~", a.value, width_of(a.value), false, a.location);
}

Bit operator==(At<UInt> a, At<UInt> b) {
  return compare(Op::equal, "==", a.value, b.value, a.location);
}
Bit operator!=(At<UInt> a, At<UInt> b) {
  return compare(Op::not_equal, "!=", a.value, b.value, a.location);
}
Bit operator<(At<UInt> a, At<UInt> b) {
  return compare(Op::less, "<", a.value, b.value, a.location);
}
Bit operator<=(At<UInt> a, At<UInt> b) {
  return compare(Op::less_equal, "<=", a.value, b.value, a.location);
}
Bit operator>(At<UInt> a, At<UInt> b) {
  return compare(Op::less, ">", b.value, a.value, a.location);
}
Bit operator>=(At<UInt> a, At<UInt> b) {
  return compare(Op::less_equal, ">=", b.value, a.value, a.location);
}
Bit operator==(At<SInt> a, At<SInt> b) {
  return compare(Op::equal, "==", a.value, b.value, a.location);
}
Bit operator!=(At<SInt> a, At<SInt> b) {
  return compare(Op::not_equal, "!=", a.value, b.value, a.location);
}
Bit operator<(At<SInt> a, At<SInt> b) {
  return compare(Op::less, "<", a.value, b.value, a.location);
}
Bit operator<=(At<SInt> a, At<SInt> b) {
  return compare(Op::less_equal, "<=", a.value, b.value, a.location);
}
Bit operator>(At<SInt> a, At<SInt> b) {
  return compare(Op::less, ">", b.value, a.value, a.location);
}
Bit operator>=(At<SInt> a, At<SInt> b) {
  return compare(Op::less_equal, ">=", b.value, a.value, a.location);
}

namespace {

Bit compare_constant(Op op, const char* text, const At<UInt>& a, std::uint64_t b) {
  if (!usable(a.location, text, {a.value})) return poisoned<Bit>({a.value}, 1, false, a.location);
  const unsigned needed = Bits::from_unsigned(64, b).unsigned_bits();
  if (needed > a.value.width()) {
    a.value.module().design().error(a.location,
                                    "the constant " + std::to_string(b) + " does not fit the value's " +
                                        std::to_string(a.value.width()) + " bits; compare with less");
    return poisoned<Bit>({a.value}, 1, false, a.location);
  }
  Module& module = a.value.module();
  const UInt constant_value(module,
                            constant(module, Bits::from_unsigned(a.value.width(), b), false, a.location));
  return compare(op, text, a.value, constant_value, a.location);
}

template <class T>
T shift_left_constant(const At<T>& a, unsigned amount, bool is_signed) {
  const unsigned width = width_of(a.value) + amount;
  if (!usable(a.location, "<<", {a.value})) return poisoned<T>({a.value}, width, is_signed, a.location);
  if (amount == 0) return a.value;
  Module& module = a.value.module();
  const NodeId zeros = constant(module, Bits(amount), false, a.location);
  const NodeId joined = make(module, Op::concatenate, width, false, {a.value.id(), zeros}, a.location);
  if constexpr (std::is_same_v<T, SInt>) return UInt(module, joined).as_sint(a.location);
  return T(module, joined);
}

template <class T>
T shift_left_dynamic(const T& a, const UInt& amount, unsigned width, bool is_signed, const Location& where) {
  if (!usable(where, "shift_left", {a, amount})) return poisoned<T>({a, amount}, width, is_signed, where);
  const T sized = width < a.width() ? a.trunc(width, where) : a.extend(width, where);
  return T(a.module(), make(a.module(), Op::shift_left, width, is_signed, {sized.id(), amount.id()}, where));
}

template <class T>
T shift_right_dynamic(const T& a, const UInt& amount, bool is_signed, const Location& where) {
  if (!usable(where, "shift_right", {a, amount}))
    return poisoned<T>({a, amount}, width_of(a), is_signed, where);
  return T(a.module(), make(a.module(), Op::shift_right, a.width(), is_signed, {a.id(), amount.id()}, where));
}

}  // namespace

Bit operator==(At<UInt> a, std::uint64_t b) {
  return compare_constant(Op::equal, "==", a, b);
}
Bit operator!=(At<UInt> a, std::uint64_t b) {
  return compare_constant(Op::not_equal, "!=", a, b);
}

UInt operator<<(At<UInt> a, unsigned amount) {
  return shift_left_constant(a, amount, false);
}
SInt operator<<(At<SInt> a, unsigned amount) {
  return shift_left_constant(a, amount, true);
}
UInt operator>>(At<UInt> a, unsigned amount) {
  if (!a.value.valid()) return a.value;
  const unsigned width = a.value.width();
  if (amount >= width) return UInt(a.value.module(), constant(a.value.module(), Bits(1), false, a.location));
  return slice<UInt>(a.value, width - 1, amount, a.location);
}
SInt operator>>(At<SInt> a, unsigned amount) {
  if (!a.value.valid()) return a.value;
  const unsigned width = a.value.width();
  return slice<UInt>(a.value, width - 1, std::min(amount, width - 1), a.location).as_sint(a.location);
}
UInt shift_left(const UInt& a, const UInt& amount, unsigned width, Location where) {
  return shift_left_dynamic(a, amount, width, false, where);
}
SInt shift_left(const SInt& a, const UInt& amount, unsigned width, Location where) {
  return shift_left_dynamic(a, amount, width, true, where);
}
UInt shift_right(const UInt& a, const UInt& amount, Location where) {
  return shift_right_dynamic(a, amount, false, where);
}
SInt shift_right(const SInt& a, const UInt& amount, Location where) {
  return shift_right_dynamic(a, amount, true, where);
}

Bit mux(const Bit& select, const Bit& when_true, const Bit& when_false, Location where) {
  return choose(select, when_true, when_false, false, where);
}
UInt mux(const Bit& select, const UInt& when_true, const UInt& when_false, Location where) {
  return choose(select, when_true, when_false, false, where);
}
SInt mux(const Bit& select, const SInt& when_true, const SInt& when_false, Location where) {
  return choose(select, when_true, when_false, true, where);
}

UInt concatenate(const std::vector<Value>& parts, Location where) {
  unsigned width = 0;
  std::vector<NodeId> operands;
  for (const Value& part : parts) {
    if (!usable(where, "cat", {parts.front(), part}))
      return poisoned<UInt>({parts.front(), part}, 1, false, where);
    width += part.width();
    operands.push_back(part.id());
  }
  if (operands.empty()) return UInt();
  if (operands.size() == 1 && !parts.front().node().is_signed)
    return UInt(parts.front().module(), operands.front());
  return UInt(parts.front().module(),
              make(parts.front().module(), Op::concatenate, width, false, std::move(operands), where));
}

}  // namespace winnow::hdl

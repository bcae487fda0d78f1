// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

// Handles: small values that point at a node of a module. The sign of a number is its C++ type (UInt, SInt),
// so adding a signed to an unsigned number does not compile; its width is a run-time number. Widths grow
// exactly; nothing is ever narrowed or reinterpreted unless it is written. A wrong operation adds a
// diagnostic to the design and gives a poison value, so that one elaboration reports every error.
namespace winnow::hdl {

class Bit;
class UInt;
class SInt;

class Value {
 public:
  Value() = default;
  Value(Module& module, NodeId id) : module_(&module), id_(id) {}
  unsigned width() const { return node().width; }
  Module& module() const { return *module_; }
  NodeId id() const { return id_; }
  bool valid() const { return module_ != nullptr && id_ != no_node; }
  bool poisoned() const { return node().op == Op::poison; }
  const Node& node() const { return module_->node(id_); }

 private:
  Module* module_ = nullptr;
  NodeId id_ = no_node;
};

// An operand together with the place that wrote it: operators cannot have a defaulted argument of their own.
template <class T>
struct At {
  At(const T& v, Location where = std::source_location::current())  // NOLINT: implicit on purpose
      : value(v), location(where) {}
  T value;
  Location location;
};

class Bit : public Value {
 public:
  using Value::Value;
  UInt as_uint(Location where = std::source_location::current()) const;
  Bit named(std::string name, Location where = std::source_location::current()) const;
};

class UInt : public Value {
 public:
  using Value::Value;
  UInt named(std::string name, Location where = std::source_location::current()) const;
  Bit bit(unsigned index, Location where = std::source_location::current()) const;
  // Bits [high:low], both included.
  UInt bits(unsigned high, unsigned low, Location where = std::source_location::current()) const;
  UInt extend(unsigned width,
              Location where = std::source_location::current()) const;  // to a width not smaller
  UInt trunc(unsigned width, Location where = std::source_location::current()) const;  // modulo 2^width
  UInt saturate(unsigned width, Location where = std::source_location::current()) const;
  SInt as_sint(Location where = std::source_location::current()) const;  // same bits, two's complement
  SInt to_sint(Location where = std::source_location::current()) const;  // same value, one bit more
  Bit any(Location where = std::source_location::current()) const;       // OR of all bits
  Bit all(Location where = std::source_location::current()) const;       // AND of all bits
  Bit parity(Location where = std::source_location::current()) const;    // XOR of all bits
};

class SInt : public Value {
 public:
  using Value::Value;
  SInt named(std::string name, Location where = std::source_location::current()) const;
  Bit bit(unsigned index, Location where = std::source_location::current()) const;
  UInt bits(unsigned high, unsigned low, Location where = std::source_location::current()) const;
  Bit sign(Location where = std::source_location::current()) const;
  SInt extend(unsigned width, Location where = std::source_location::current()) const;
  SInt trunc(unsigned width, Location where = std::source_location::current()) const;
  SInt saturate(unsigned width, Location where = std::source_location::current()) const;
  UInt as_uint(Location where = std::source_location::current()) const;  // same bits
};

// Arithmetic. Result widths: add and subtract max+1 (an unsigned difference is signed), multiply the sum of
// the widths.
UInt operator+(At<UInt> a, const UInt& b);
SInt operator+(At<SInt> a, const SInt& b);
SInt operator-(At<UInt> a, const UInt& b);
SInt operator-(At<SInt> a, const SInt& b);
SInt operator-(At<SInt> a);  // width + 1
UInt operator*(At<UInt> a, const UInt& b);
SInt operator*(At<SInt> a, const SInt& b);

// Bitwise, on the wider width.
Bit operator&(At<Bit> a, const Bit& b);
Bit operator|(At<Bit> a, const Bit& b);
Bit operator^(At<Bit> a, const Bit& b);
Bit operator!(At<Bit> a);
UInt operator&(At<UInt> a, const UInt& b);
UInt operator|(At<UInt> a, const UInt& b);
UInt operator^(At<UInt> a, const UInt& b);
UInt operator~(At<UInt> a);

// Comparison by value; the narrower operand is extended. Both sides are At, or C++20's reversed
// candidates would make == ambiguous.
Bit operator==(At<UInt> a, At<UInt> b);
Bit operator!=(At<UInt> a, At<UInt> b);
Bit operator<(At<UInt> a, At<UInt> b);
Bit operator<=(At<UInt> a, At<UInt> b);
Bit operator>(At<UInt> a, At<UInt> b);
Bit operator>=(At<UInt> a, At<UInt> b);
Bit operator==(At<SInt> a, At<SInt> b);
Bit operator!=(At<SInt> a, At<SInt> b);
Bit operator<(At<SInt> a, At<SInt> b);
Bit operator<=(At<SInt> a, At<SInt> b);
Bit operator>(At<SInt> a, At<SInt> b);
Bit operator>=(At<SInt> a, At<SInt> b);
Bit operator==(At<UInt> a, std::uint64_t b);  // with a constant that must fit
Bit operator!=(At<UInt> a, std::uint64_t b);

// Shift by a constant: left grows by `amount`, right shrinks by it (to at least one bit).
UInt operator<<(At<UInt> a, unsigned amount);
SInt operator<<(At<SInt> a, unsigned amount);
UInt operator>>(At<UInt> a, unsigned amount);
SInt operator>>(At<SInt> a, unsigned amount);
// Shift by a value. Left: the operand is extended or truncated to `result_width` first, bits shifted out are
// lost.
UInt shift_left(const UInt& a, const UInt& amount, unsigned result_width,
                Location where = std::source_location::current());
SInt shift_left(const SInt& a, const UInt& amount, unsigned result_width,
                Location where = std::source_location::current());
UInt shift_right(const UInt& a, const UInt& amount, Location where = std::source_location::current());
SInt shift_right(const SInt& a, const UInt& amount, Location where = std::source_location::current());

// `when_true` if select is 1, else `when_false`; on the wider width.
Bit mux(const Bit& select, const Bit& when_true, const Bit& when_false,
        Location where = std::source_location::current());
UInt mux(const Bit& select, const UInt& when_true, const UInt& when_false,
         Location where = std::source_location::current());
SInt mux(const Bit& select, const SInt& when_true, const SInt& when_false,
         Location where = std::source_location::current());

// Concatenation; the first part is the most significant.
UInt concatenate(const std::vector<Value>& parts, Location where = std::source_location::current());
template <class... Rest>
UInt cat(At<Value> first, const Rest&... rest) {
  return concatenate({first.value, Value(rest)...}, first.location);
}

// Building blocks of the operations above; passes and library components use them too.
namespace detail {
// False (with a diagnostic, unless one of them is poison already) when the operands cannot be combined.
bool usable(const Location& where, const char* operation, std::initializer_list<Value> operands);
NodeId extend(const Value& value, unsigned width, const Location& where);
NodeId poison(Module& module, unsigned width, bool is_signed, const Location& where);
// Reserves a name in the module; false (with a diagnostic) when it is no identifier or taken.
bool claim_name(Module& module, const std::string& name, const Location& where);
void name_node(Module& module, NodeId id, std::string name, const Location& where);
}  // namespace detail

}  // namespace winnow::hdl

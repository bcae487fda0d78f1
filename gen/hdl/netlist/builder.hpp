// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>

#include "gen/hdl/netlist/design.hpp"
#include "gen/hdl/netlist/handles.hpp"
#include "gen/hdl/netlist/io.hpp"

namespace winnow::hdl {

// A register: its present value, and next() to give it the next one.
template <class T>
class Reg : public T {
 public:
  Reg(const T& value, std::size_t index) : T(value), index_(index) {}
  // The value after the next clock edge, extended if narrower; with `enable`, only when that is 1.
  void next(const T& value, Location where = std::source_location::current()) const;
  void next(const T& value, const Bit& enable, Location where = std::source_location::current()) const;

 private:
  std::size_t index_;
};

// A net that is declared before it is driven.
template <class T>
class Wire : public T {
 public:
  explicit Wire(const T& value) : T(value) {}
  void drive(const T& value, Location where = std::source_location::current()) const;
};

// A memory of `depth` words. Addresses beyond the depth read zero and write nothing.
class MemoryHandle {
 public:
  MemoryHandle(Module& module, std::size_t index) : module_(&module), index_(index) {}
  unsigned address_width() const;
  // One write port. Of several ports that write one address in a cycle, the one declared last wins.
  void write(const UInt& address, const UInt& data, const Bit& enable,
             Location where = std::source_location::current()) const;
  // Combinational read port.
  UInt read(const UInt& address, Location where = std::source_location::current()) const;
  // Read port with a register at its output; it holds without enable. The policy says what a write of the
  // same address in the same cycle does to it.
  UInt read_registered(const UInt& address, const Bit& enable, ReadDuringWrite policy,
                       Location where = std::source_location::current()) const;

 private:
  Module* module_;
  std::size_t index_;
};

// The ports of an instance by their names, for a module whose component is not known where it is
// instantiated.
class Pins {
 public:
  Pins(Module& parent, std::size_t instance) : parent_(&parent), instance_(instance) {}
  // Connects an input; the value is extended if it is narrower than the port.
  void drive(const std::string& port, const Value& value,
             Location where = std::source_location::current()) const;
  // The value of an output.
  UInt output(const std::string& port, Location where = std::source_location::current()) const;
  SInt output_signed(const std::string& port, Location where = std::source_location::current()) const;

 private:
  Value value_of(const std::string& port, bool is_signed, const Location& where) const;

  Module* parent_;
  std::size_t instance_;
};

enum class Reset : std::uint8_t { synchronous, none };

// What a component's build() makes its module with. A component is a struct with
//   struct Params        equality-comparable
//   struct Ports         constructed from (Io&, const Params&)
//   static std::string name(const Params&)                          the Verilog module's name
//   static void build(Builder&, Ports&, const Params&)
// and, when hand-written Verilog stands in its place, `static ExternalModule external(const Params&)`.
class Builder {
 public:
  explicit Builder(Module& module) : module_(module) {}
  Module& module() { return module_; }

  UInt constant(unsigned width, std::uint64_t value, Location where = std::source_location::current());
  SInt constant_signed(unsigned width, std::int64_t value, Location where = std::source_location::current());
  UInt constant(const Bits& value, Location where = std::source_location::current());
  Bit bit(bool value, Location where = std::source_location::current());

  // T is Bit, UInt or SInt. The register resets to `reset_value` (two's complement) unless told to have no
  // reset.
  template <class T>
  Reg<T> reg(const std::string& name, unsigned width, Reset reset = Reset::synchronous,
             std::int64_t reset_value = 0, Location where = std::source_location::current()) {
    const T value(module_, make_reg(name, width, std::is_same_v<T, SInt>, reset, reset_value, where));
    return Reg<T>(value, module_.registers.size() - 1);
  }
  template <class T>
  Wire<T> wire(const std::string& name, unsigned width, Location where = std::source_location::current()) {
    return Wire<T>(T(module_, make_wire(name, width, std::is_same_v<T, SInt>, where)));
  }
  MemoryHandle memory(const std::string& name, unsigned width, unsigned depth,
                      Location where = std::source_location::current());

  template <class Component>
  typename Component::Ports instance(const std::string& name, const typename Component::Params& params,
                                     Location where = std::source_location::current()) {
    Module& child = module_.design().template elaborate<Component>(params, where);
    Io io(child, module_, make_instance(name, child, where));
    return typename Component::Ports(io, params);
  }
  // An instance of a module of the same design, whatever its component.
  Pins instance(const std::string& name, Module& child, Location where = std::source_location::current()) {
    return {module_, make_instance(name, child, where)};
  }

  // `condition` must hold at every clock edge outside reset; `message` says what went wrong otherwise.
  void check(const std::string& name, const Bit& condition, const std::string& message,
             Location where = std::source_location::current());
  // `condition` should hold at some clock edge.
  void cover(const std::string& name, const Bit& condition, Location where = std::source_location::current());

  // A line of the module's header comment.
  void document(const std::string& line) { module_.documentation.push_back(line); }
  // A parameter's value, for the header comment and the manifest.
  void parameter(const std::string& name, const std::string& value) {
    module_.parameters.emplace_back(name, value);
  }
  void parameter(const std::string& name, std::uint64_t value) { parameter(name, std::to_string(value)); }

 private:
  NodeId make_reg(const std::string& name, unsigned width, bool is_signed, Reset reset,
                  std::int64_t reset_value, const Location& where);
  NodeId make_wire(const std::string& name, unsigned width, bool is_signed, const Location& where);
  std::size_t make_instance(const std::string& name, Module& child, const Location& where);

  Module& module_;
};

namespace detail {
void set_next(Module& module, std::size_t index, const Value& value, const Value& enable,
              const Location& where);
void drive_wire(const Value& wire, const Value& value, const Location& where);
}  // namespace detail

template <class T>
void Reg<T>::next(const T& value, Location where) const {
  detail::set_next(this->module(), index_, value, Value(), where);
}
template <class T>
void Reg<T>::next(const T& value, const Bit& enable, Location where) const {
  detail::set_next(this->module(), index_, value, enable, where);
}
template <class T>
void Wire<T>::drive(const T& value, Location where) const {
  detail::drive_wire(*this, value, where);
}

template <class Component>
Module& Design::elaborate(const typename Component::Params& params, Location where) {
  using Params = typename Component::Params;
  for (const Entry& entry : entries_) {
    if (entry.component == typeid(Component) && std::any_cast<const Params&>(entry.params) == params) {
      return *entry.module;
    }
  }
  Module& module = create(Component::name(params), where);
  entries_.push_back({typeid(Component), params, &module});
  if constexpr (requires { Component::external(params); }) {
    module.is_external = true;
    module.external = Component::external(params);
  }
  Io io(module);
  typename Component::Ports ports(io, params);
  Builder builder(module);
  Component::build(builder, ports, params);
  order_.push_back(&module);
  return module;
}

}  // namespace winnow::hdl

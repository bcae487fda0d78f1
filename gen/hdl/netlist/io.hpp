// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <type_traits>

#include "gen/hdl/netlist/handles.hpp"

namespace winnow::hdl {

// Declares the ports of a component, or binds them at an instance: a component's Ports struct is built from
// an Io in both cases, so that inside and outside use the same names.
class Io;

// An input port: a value inside the module, driven at an instance. Not assignable: copying one port onto
// another would leave pins open without a word; drive() is the only way to connect.
template <class T>
class In : public T {
 public:
  In(const In&) = default;
  In(In&&) noexcept = default;
  In& operator=(const In&) = delete;
  In& operator=(In&&) = delete;
  ~In() = default;

  // At an instance: connects `value`, extended if it is narrower than the port.
  void drive(const T& value, Location where = std::source_location::current()) const;

 private:
  friend class Io;
  In(const T& inside, Module& parent, std::size_t port, std::size_t instance)
      : T(inside), parent_(&parent), port_(port), instance_(instance) {}
  Module* parent_;
  std::size_t port_;
  std::size_t instance_;  // no_instance inside the module
};

// An output port: driven inside the module, a value at an instance.
template <class T>
class Out : public T {
 public:
  Out(const Out&) = default;
  Out(Out&&) noexcept = default;
  Out& operator=(const Out&) = delete;
  Out& operator=(Out&&) = delete;
  ~Out() = default;

  // Inside: gives the port its value, extended if it is narrower.
  void drive(const T& value, Location where = std::source_location::current()) const;

 private:
  friend class Io;
  Out(const T& outside, Module& parent, std::size_t port, std::size_t instance)
      : T(outside), parent_(&parent), port_(port), instance_(instance) {}
  Module* parent_;
  std::size_t port_;
  std::size_t instance_;
};

class Io {
 public:
  static constexpr std::size_t no_instance = ~std::size_t{0};

  // Declares ports in `module`.
  explicit Io(Module& module) : module_(module), parent_(module) {}
  // Binds the ports of `module` at an instance in `parent`.
  Io(Module& module, Module& parent, std::size_t instance)
      : module_(module), parent_(parent), instance_(instance) {}

  template <class T>
  In<T> in(const std::string& name, unsigned width, const PortLayout& layout = {},
           Location where = std::source_location::current()) {
    const std::size_t index = port(name, width, std::is_same_v<T, SInt>, true, layout, where);
    const NodeId node = instance_ == no_instance ? module_.ports[index].node : no_node;
    return In<T>(T(parent_, node), parent_, index, instance_);
  }
  template <class T>
  Out<T> out(const std::string& name, unsigned width, const PortLayout& layout = {},
             Location where = std::source_location::current()) {
    const std::size_t index = port(name, width, std::is_same_v<T, SInt>, false, layout, where);
    const NodeId node = instance_ == no_instance ? no_node : parent_.instances[instance_].outputs[index];
    return Out<T>(T(parent_, node), parent_, index, instance_);
  }

 private:
  std::size_t port(const std::string& name, unsigned width, bool is_signed, bool is_input,
                   const PortLayout& layout, const Location& where);

  Module& module_;
  Module& parent_;
  std::size_t instance_ = no_instance;
  std::size_t next_port_ = 0;
};

namespace detail {
void drive_output(Module& module, std::size_t port, const Value& value, const Location& where);
void drive_instance_input(Module& parent, std::size_t instance, std::size_t port, const Value& value,
                          const Location& where);
void drive_wrong_side(Module& module, const char* what, const Location& where);
}  // namespace detail

template <class T>
void In<T>::drive(const T& value, Location where) const {
  if (instance_ == Io::no_instance) {
    detail::drive_wrong_side(*parent_, "an input is driven at an instance, not inside its module", where);
  } else {
    detail::drive_instance_input(*parent_, instance_, port_, value, where);
  }
}

template <class T>
void Out<T>::drive(const T& value, Location where) const {
  if (instance_ != Io::no_instance) {
    detail::drive_wrong_side(*parent_, "an output is driven inside its module, not at an instance", where);
  } else {
    detail::drive_output(*parent_, port_, value, where);
  }
}

}  // namespace winnow::hdl

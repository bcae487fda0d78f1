// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/io.hpp"

#include "gen/hdl/netlist/design.hpp"

namespace winnow::hdl {

std::size_t Io::port(const std::string& name, unsigned width, bool is_signed, bool is_input,
                     const PortLayout& layout, const Location& where) {
  if (instance_ != no_instance) return next_port_++;
  if (width == 0) {
    module_.design().error(where, "port '" + name + "' has width 0; leave the port out or give it a bit");
    width = 1;
  }
  Port port{name, width, is_signed, is_input, layout, where, no_node};
  if (is_input) {
    Node node;
    node.op = Op::input;
    node.width = width;
    node.is_signed = is_signed;
    node.index = static_cast<std::uint32_t>(module_.ports.size());
    node.location = where;
    port.node = module_.add(std::move(node));
    detail::name_node(module_, port.node, name, where);
  } else {
    detail::claim_name(module_, name, where);
  }
  module_.ports.push_back(std::move(port));
  return module_.ports.size() - 1;
}

namespace detail {
namespace {

// The value as the port takes it; no_node (with a diagnostic) when it cannot be.
NodeId fit(Module& module, const std::string& what, unsigned width, const Value& value,
           const Location& where) {
  if (value.poisoned()) return poison(module, width, false, where);
  if (&value.module() != &module) {
    module.design().error(where, what + " is driven by a value of module '" + value.module().name() +
                                     "'; pass the value through a port");
    return poison(module, width, false, where);
  }
  if (value.width() > width) {
    module.design().error(where, what + " is " + std::to_string(width) + " bits, value is " +
                                     std::to_string(value.width()) + " bits; write .trunc(" +
                                     std::to_string(width) + ")");
    return poison(module, width, false, where);
  }
  return extend(value, width, where);
}

}  // namespace

void drive_output(Module& module, std::size_t port, const Value& value, const Location& where) {
  Port& target = module.ports[port];
  const std::string what = "output '" + target.name + "'";
  if (target.node != no_node) {
    module.design().error(where, what + " is driven already; drive it once");
    return;
  }
  const NodeId node = value.valid() ? fit(module, what, target.width, value, where)
                                    : poison(module, target.width, target.is_signed, where);
  if (!value.valid()) module.design().error(where, what + " is driven by nothing; give it a value");
  module.ports[port].node = node;
}

void drive_instance_input(Module& parent, std::size_t instance, std::size_t port, const Value& value,
                          const Location& where) {
  const Port& target = parent.instances[instance].module->ports[port];
  const std::string what =
      "input '" + target.name + "' of instance '" + parent.instances[instance].name + "'";
  if (parent.instances[instance].inputs[port] != no_node) {
    parent.design().error(where, what + " is driven already; drive it once");
    return;
  }
  const NodeId node = value.valid() ? fit(parent, what, target.width, value, where)
                                    : poison(parent, target.width, target.is_signed, where);
  if (!value.valid()) parent.design().error(where, what + " is driven by nothing; give it a value");
  parent.instances[instance].inputs[port] = node;
}

void drive_wrong_side(Module& module, const char* what, const Location& where) {
  module.design().error(where, what);
}

}  // namespace detail
}  // namespace winnow::hdl

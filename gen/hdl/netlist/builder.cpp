// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/netlist/builder.hpp"

#include <algorithm>
#include <optional>

namespace winnow::hdl {
namespace {

unsigned bits_for_values(std::uint64_t count) {
  unsigned bits = 1;
  while (bits < 63 && (std::uint64_t{1} << bits) < count) ++bits;
  return bits;
}

bool is_power_of_two(unsigned value) {
  return (value & (value - 1)) == 0;
}

Node make_node(Op op, unsigned width, bool is_signed, const Location& where) {
  Node node;
  node.op = op;
  node.width = width;
  node.is_signed = is_signed;
  node.location = where;
  return node;
}

// Reports a value that does not fit `what`; true when it may be used.
bool fits(Module& module, const std::string& what, const char* noun, unsigned width, const Value& value,
          const Location& where) {
  if (!value.valid()) {
    module.design().error(where, what + " is given nothing; give it a value");
    return false;
  }
  if (value.poisoned()) return false;
  if (&value.module() != &module) {
    module.design().error(where, what + " belongs to module '" + module.name() + "', the value to '" +
                                     value.module().name() + "'; pass the value through a port");
    return false;
  }
  if (value.width() > width) {
    module.design().error(where, what + " is " + std::to_string(width) + " bits, " + noun + " is " +
                                     std::to_string(value.width()) + " bits; write .trunc(" +
                                     std::to_string(width) + ")");
    return false;
  }
  return true;
}

}  // namespace

UInt Builder::constant(const Bits& value, Location where) {
  Node node = make_node(Op::constant, value.width(), false, where);
  node.value = value;
  return UInt(module_, module_.add(std::move(node)));
}

UInt Builder::constant(unsigned width, std::uint64_t value, Location where) {
  if (Bits::from_unsigned(64, value).unsigned_bits() > width && value != 0) {
    module_.design().error(where, "the constant " + std::to_string(value) + " does not fit " +
                                      std::to_string(width) + " bits; give it more bits");
  }
  return constant(Bits::from_unsigned(std::max(width, 1U), value), where);
}

SInt Builder::constant_signed(unsigned width, std::int64_t value, Location where) {
  if (Bits::from_signed(64, value).signed_bits() > width) {
    module_.design().error(where, "the constant " + std::to_string(value) + " does not fit " +
                                      std::to_string(width) + " bits; give it more bits");
  }
  Node node = make_node(Op::constant, std::max(width, 1U), true, where);
  node.value = Bits::from_signed(std::max(width, 1U), value);
  return SInt(module_, module_.add(std::move(node)));
}

Bit Builder::bit(bool value, Location where) {
  return Bit(module_, constant(1, value ? 1 : 0, where).id());
}

NodeId Builder::make_reg(const std::string& name, unsigned width, bool is_signed, Reset reset,
                         std::int64_t reset_value, const Location& where) {
  if (width == 0) {
    module_.design().error(where, "register '" + name + "' has width 0; give it a bit or leave it out");
    width = 1;
  }
  Node node = make_node(Op::reg, width, is_signed, where);
  node.index = static_cast<std::uint32_t>(module_.registers.size());
  const NodeId id = module_.add(std::move(node));
  detail::name_node(module_, id, name, where);
  Register entry;
  entry.node = id;
  entry.has_reset = reset == Reset::synchronous;
  entry.reset_value = Bits::from_signed(width, reset_value);
  module_.registers.push_back(std::move(entry));
  return id;
}

NodeId Builder::make_wire(const std::string& name, unsigned width, bool is_signed, const Location& where) {
  if (width == 0) {
    module_.design().error(where, "wire '" + name + "' has width 0; give it a bit or leave it out");
  }
  Node node = make_node(Op::wire, std::max(width, 1U), is_signed, where);
  node.operands = {no_node};
  const NodeId id = module_.add(std::move(node));
  detail::name_node(module_, id, name, where);
  return id;
}

std::size_t Builder::make_instance(const std::string& name, Module& child, const Location& where) {
  detail::claim_name(module_, name, where);
  Instance instance;
  instance.name = name;
  instance.module = &child;
  instance.location = where;
  for (std::size_t port = 0; port < child.ports.size(); ++port) {
    instance.inputs.push_back(no_node);
    instance.outputs.push_back(no_node);
    if (child.ports[port].is_input) continue;
    Node node = make_node(Op::instance_output, child.ports[port].width, child.ports[port].is_signed, where);
    node.index = static_cast<std::uint32_t>(module_.instances.size());
    node.aux = static_cast<std::uint32_t>(port);
    instance.outputs.back() = module_.add(std::move(node));
  }
  module_.instances.push_back(std::move(instance));
  return module_.instances.size() - 1;
}

namespace {

// Index of the port; nothing, with a diagnostic, when `instance` has no such port of that direction.
std::optional<std::size_t> port_index(Module& parent, const Instance& instance, const std::string& name,
                                      bool is_input, const Location& where) {
  const std::vector<Port>& ports = instance.module->ports;
  const auto found =
      std::find_if(ports.begin(), ports.end(), [&](const Port& port) { return port.name == name; });
  if (found != ports.end() && found->is_input == is_input)
    return static_cast<std::size_t>(found - ports.begin());
  parent.design().error(where, "module '" + instance.module->name() + "' has no " +
                                   (is_input ? "input '" : "output '") + name + "'");
  return std::nullopt;
}

}  // namespace

void Pins::drive(const std::string& port, const Value& value, Location where) const {
  if (const auto index = port_index(*parent_, parent_->instances[instance_], port, true, where))
    detail::drive_instance_input(*parent_, instance_, *index, value, where);
}

Value Pins::value_of(const std::string& port, bool is_signed, const Location& where) const {
  const Instance& instance = parent_->instances[instance_];
  const auto index = port_index(*parent_, instance, port, false, where);
  if (index && instance.module->ports[*index].is_signed == is_signed)
    return {*parent_, instance.outputs[*index]};
  if (index) {
    parent_->design().error(where, "output '" + port + "' of module '" + instance.module->name() + "' is " +
                                       (is_signed ? "unsigned" : "signed"));
  }
  return {*parent_, detail::poison(*parent_, 1, is_signed, where)};
}

UInt Pins::output(const std::string& port, Location where) const {
  const Value value = value_of(port, false, where);
  return {value.module(), value.id()};
}

SInt Pins::output_signed(const std::string& port, Location where) const {
  const Value value = value_of(port, true, where);
  return {value.module(), value.id()};
}

MemoryHandle Builder::memory(const std::string& name, unsigned width, unsigned depth, Location where) {
  if (width == 0 || depth == 0) {
    module_.design().error(where, "memory '" + name + "' needs a width and a depth of at least 1");
  }
  detail::claim_name(module_, name, where);
  Memory memory;
  memory.name = name;
  memory.width = std::max(width, 1U);
  memory.depth = std::max(depth, 1U);
  memory.location = where;
  module_.memories.push_back(std::move(memory));
  return {module_, module_.memories.size() - 1};
}

void Builder::check(const std::string& name, const Bit& condition, const std::string& message,
                    Location where) {
  if (!fits(module_, "check '" + name + "'", "condition", 1, condition, where)) return;
  module_.properties.push_back({true, name, condition.id(), message, where});
}

void Builder::cover(const std::string& name, const Bit& condition, Location where) {
  if (!fits(module_, "cover '" + name + "'", "condition", 1, condition, where)) return;
  module_.properties.push_back({false, name, condition.id(), "", where});
}

unsigned MemoryHandle::address_width() const {
  return bits_for_values(module_->memories[index_].depth);
}

namespace {

struct BoundedAddress {
  UInt address;
  Bit in_range;
};

// An address that never points outside the memory, and whether it did before.
BoundedAddress bound(Module& module, const Memory& memory, unsigned address_width, const UInt& address,
                     const Location& where) {
  Builder builder(module);
  if (is_power_of_two(memory.depth) && memory.depth > 1) return {address, builder.bit(true, where)};
  const Bit in_range = At<UInt>(address, where) < At<UInt>(builder.constant(32, memory.depth, where), where);
  return {mux(in_range, address, builder.constant(address_width, 0, where), where), in_range};
}

}  // namespace

void MemoryHandle::write(const UInt& address, const UInt& data, const Bit& enable, Location where) const {
  if (!detail::usable(where, "write", {address, data, enable})) return;
  const Memory memory = module_->memories[index_];
  if (!fits(*module_, "memory '" + memory.name + "'", "data", memory.width, data, where)) return;
  if (!fits(*module_, "address of memory '" + memory.name + "'", "value", address_width(), address, where))
    return;
  const UInt full(*module_, detail::extend(address, address_width(), where));
  const BoundedAddress bounded = bound(*module_, memory, address_width(), full, where);
  const Bit gated = At<Bit>(enable, where) & bounded.in_range;
  module_->memories[index_].writes.push_back(
      {bounded.address.id(), detail::extend(data, memory.width, where), gated.id()});
}

UInt MemoryHandle::read(const UInt& address, Location where) const {
  const Memory memory = module_->memories[index_];
  if (!detail::usable(where, "read", {address}) ||
      !fits(*module_, "address of memory '" + memory.name + "'", "value", address_width(), address, where)) {
    return {*module_, detail::poison(*module_, memory.width, false, where)};
  }
  const UInt full(*module_, detail::extend(address, address_width(), where));
  const BoundedAddress bounded = bound(*module_, memory, address_width(), full, where);
  Node node = make_node(Op::memory_read, memory.width, false, where);
  node.index = static_cast<std::uint32_t>(index_);
  node.operands = {bounded.address.id()};
  const UInt data(*module_, module_->add(std::move(node)));
  return mux(bounded.in_range, data, Builder(*module_).constant(Bits(memory.width), where), where);
}

UInt MemoryHandle::read_registered(const UInt& address, const Bit& enable, ReadDuringWrite policy,
                                   Location where) const {
  const Memory memory = module_->memories[index_];
  if (!detail::usable(where, "read_registered", {address, enable}) ||
      !fits(*module_, "address of memory '" + memory.name + "'", "value", address_width(), address, where)) {
    return {*module_, detail::poison(*module_, memory.width, false, where)};
  }
  const UInt full(*module_, detail::extend(address, address_width(), where));
  const BoundedAddress bounded = bound(*module_, memory, address_width(), full, where);
  Node node = make_node(Op::memory_read_reg, memory.width, false, where);
  node.index = static_cast<std::uint32_t>(index_);
  node.aux = static_cast<std::uint32_t>(memory.sync_reads.size());
  const NodeId id = module_->add(std::move(node));
  module_->memories[index_].sync_reads.push_back({id, bounded.address.id(), enable.id(), policy});
  const UInt data(*module_, id);
  if (bounded.in_range.node().op == Op::constant) return data;
  Builder builder(*module_);
  const Reg<Bit> was_in_range =
      builder.reg<Bit>(memory.name + "_read" + std::to_string(memory.sync_reads.size()) + "_in_range", 1,
                       Reset::none, 0, where);
  was_in_range.next(bounded.in_range, enable, where);
  return mux(was_in_range, data, builder.constant(Bits(memory.width), where), where);
}

namespace detail {

void set_next(Module& module, std::size_t index, const Value& value, const Value& enable,
              const Location& where) {
  const std::string what = "register '" + module.node(module.registers[index].node).name + "'";
  if (module.registers[index].next != no_node) {
    module.design().error(where, what + " has a next value already; give it one");
    return;
  }
  const unsigned width = module.node(module.registers[index].node).width;
  const bool good = fits(module, what, "next value", width, value, where);
  module.registers[index].next = good ? extend(value, width, where) : poison(module, width, false, where);
  if (enable.valid() && fits(module, "enable of " + what, "value", 1, enable, where)) {
    module.registers[index].enable = enable.id();
  }
}

void drive_wire(const Value& wire, const Value& value, const Location& where) {
  Module& module = wire.module();
  const std::string what = "wire '" + wire.node().name + "'";
  if (wire.node().operands.front() != no_node) {
    module.design().error(where, what + " is driven already; drive it once");
    return;
  }
  const unsigned width = wire.width();
  const bool good = fits(module, what, "value", width, value, where);
  const NodeId driver = good ? extend(value, width, where) : poison(module, width, false, where);
  module.node(wire.id()).operands.front() = driver;
}

}  // namespace detail
}  // namespace winnow::hdl

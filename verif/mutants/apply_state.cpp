// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include "verif/mutants/edit.hpp"

namespace winnow::verif::mutants {
namespace {

using hdl::Module;
using hdl::no_node;
using hdl::NodeId;
using hdl::Op;

// A register behind the register: everything sees it a cycle later.
void add_register(const Edit& edit, std::uint32_t index) {
  Module& module = edit.module();
  const NodeId original = module.registers[index].node;
  const NodeId late =
      edit.add(Op::reg, module.node(original).width, module.node(original).is_signed, {}, original);
  module.node(late).index = static_cast<std::uint32_t>(module.registers.size());
  module.node(late).name = module.node(original).name + "_late";
  edit.replace_uses(original, late);
  hdl::Register added;
  added.node = late;
  added.next = original;
  added.has_reset = false;
  module.registers.push_back(added);
}

void apply_to_register(const Edit& edit, const FaultSite& site, std::uint32_t variant) {
  hdl::Register& reg = edit.module().registers[site.subject];
  switch (site.kind) {
    case FaultKind::enable_dropped:
      reg.enable = no_node;
      break;
    case FaultKind::enable_stuck:
      reg.enable = edit.bit(false, reg.node);
      break;
    case FaultKind::reset_value:
      reg.reset_value.set_bit(variant, !reg.reset_value.bit(variant));
      break;
    case FaultKind::reset_dropped:
      reg.has_reset = false;
      break;
    case FaultKind::register_dropped:
      edit.replace_uses(reg.node, reg.next);
      break;
    default:
      add_register(edit, site.subject);
      break;
  }
}

struct MemoryPort {
  NodeId& address;
  NodeId& enable;
};

MemoryPort port_of(hdl::Memory& memory, std::uint32_t place) {
  if (place < memory.writes.size()) return {memory.writes[place].address, memory.writes[place].enable};
  hdl::Memory::SyncRead& read = memory.sync_reads.at(place - memory.writes.size());
  return {read.address, read.enable};
}

void apply_to_memory(const Edit& edit, const FaultSite& site, std::uint32_t variant) {
  hdl::Memory& memory = edit.module().memories[site.subject];
  if (site.kind == FaultKind::memory_policy) {
    hdl::ReadDuringWrite& policy = memory.sync_reads.at(site.place - memory.writes.size()).policy;
    policy = policy == hdl::ReadDuringWrite::old_data ? hdl::ReadDuringWrite::new_data
                                                      : hdl::ReadDuringWrite::old_data;
    return;
  }
  const MemoryPort port = port_of(memory, site.place);
  if (site.kind == FaultKind::memory_address) {
    port.address = edit.with_bit_inverted(port.address, variant);
  } else {
    port.enable = edit.bit(variant == 1, port.address);
  }
}

}  // namespace

void apply_to_state(Edit& edit, const FaultSite& site, std::uint32_t variant) {
  const bool is_memory = site.kind == FaultKind::memory_address || site.kind == FaultKind::memory_enable ||
                         site.kind == FaultKind::memory_policy;
  if (is_memory) return apply_to_memory(edit, site, variant);
  apply_to_register(edit, site, variant);
}

void apply_to_instance(Edit& edit, const FaultSite& site, std::uint32_t variant) {
  hdl::Instance& instance = edit.module().instances[site.subject];
  if (site.kind == FaultKind::pin_stuck) {
    NodeId& pin = instance.inputs[site.place];
    pin = edit.with_bit_stuck(pin, variant / 2, variant % 2 == 1);
    return;
  }
  const std::uint32_t other = confusable_ports(instance, site.place).at(variant);
  if (site.kind == FaultKind::pins_swapped) {
    std::swap(instance.inputs[site.place], instance.inputs[other]);
    return;
  }
  // The nets change places: each is now the other port.
  NodeId& one = instance.outputs[site.place];
  NodeId& two = instance.outputs[other];
  std::swap(edit.module().node(one).aux, edit.module().node(two).aux);
  std::swap(one, two);
}

}  // namespace winnow::verif::mutants

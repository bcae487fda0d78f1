// SPDX-License-Identifier: Apache-2.0
#include "verif/mutants/describe.hpp"

#include <fmt/format.h>

#include "gen/hdl/verilog/expression.hpp"

namespace winnow::verif::mutants {
namespace {

using hdl::Module;
using hdl::Node;
using hdl::NodeId;

constexpr std::size_t longest_net = 100;

// On one line, and not too long.
std::string shortened(const std::string& text) {
  std::string line;
  for (const char letter : text) {
    const bool is_space = letter == ' ' || letter == '\n';
    if (!is_space || line.empty() || line.back() != ' ') line += is_space ? ' ' : letter;
  }
  return line.size() <= longest_net ? line : line.substr(0, longest_net - 3) + "...";
}

bool has_definition(hdl::Op op) {
  return op != hdl::Op::input && op != hdl::Op::instance_output && op != hdl::Op::reg &&
         op != hdl::Op::memory_read_reg;
}

std::string net_text(const Module& module, NodeId id) {
  const hdl::verilog::ExpressionPrinter printer(module);
  const Node& node = module.node(id);
  if (node.name.empty()) return shortened(printer.operand(id));
  return shortened(node.name + (has_definition(node.op) ? " = " + printer.definition(id, "") : ""));
}

std::string what_of_operator(const Module& module, const FaultSite& site, std::uint32_t variant) {
  const hdl::Op op = module.node(site.subject).op;
  return fmt::format("{} instead of {}", hdl::name_of(replacements(site.kind, op).at(variant)),
                     hdl::name_of(op));
}

std::string what_of_sign(const Node& node, const Module& module) {
  if (node.op == hdl::Op::zero_extend) return "sign extension instead of zeros";
  if (node.op == hdl::Op::sign_extend) return "zeros instead of sign extension";
  const bool was_signed = module.node(node.operands[0]).is_signed;
  return fmt::format("{} {} instead of {}", was_signed ? "unsigned" : "signed", hdl::name_of(node.op),
                     was_signed ? "signed" : "unsigned");
}

// 0 and 1 of an even and an odd variant.
std::string stuck(std::uint32_t variant) {
  return fmt::format("stuck at {}", variant % 2);
}

std::string what_of_node(const Module& module, const FaultSite& site, std::uint32_t variant) {
  const Node& node = module.node(site.subject);
  const hdl::verilog::ExpressionPrinter printer(module);
  switch (site.kind) {
    case FaultKind::sign:
      return what_of_sign(node, module);
    case FaultKind::operand_dropped: {
      return shortened(printer.operand(node.operands.at(variant))) + " alone";
    }
    case FaultKind::operands_swapped:
      return fmt::format("operands {} and {} swapped", site.place, site.place + 1);
    case FaultKind::inversion_dropped:
      return "inversion dropped";
    case FaultKind::arms_swapped:
      return "arms of the multiplexer swapped";
    case FaultKind::select_stuck:
      return "select " + stuck(variant);
    case FaultKind::constant:
      return fmt::format("constant {} {} one", printer.operand(node.operands.at(site.place)),
                         variant == 0 ? "plus" : "minus");
    case FaultKind::slice:
      return fmt::format("bits from {} instead of {} on", other_lows(module, node).at(variant), node.index);
    case FaultKind::bit_inverted:
      return fmt::format("bit {} inverted", variant);
    case FaultKind::bit_stuck:
      return fmt::format("bit {} {}", variant / 2, stuck(variant));
    default:
      return what_of_operator(module, site, variant);
  }
}

std::string what_of_register(const FaultSite& site, std::uint32_t variant) {
  switch (site.kind) {
    case FaultKind::enable_dropped:
      return "always enabled";
    case FaultKind::enable_stuck:
      return "never enabled";
    case FaultKind::reset_value:
      return fmt::format("bit {} of the reset value inverted", variant);
    case FaultKind::reset_dropped:
      return "not reset";
    case FaultKind::register_dropped:
      return "seen a cycle early";
    default:
      return "seen a cycle late";
  }
}

std::string what_of_memory(const hdl::Memory& memory, const FaultSite& site, std::uint32_t variant) {
  const bool is_write = site.place < memory.writes.size();
  const std::string port = fmt::format("{} port {}", is_write ? "write" : "read",
                                       is_write ? site.place : site.place - memory.writes.size());
  if (site.kind == FaultKind::memory_address)
    return fmt::format("{}: address bit {} inverted", port, variant);
  if (site.kind == FaultKind::memory_enable) return fmt::format("{}: enable {}", port, stuck(variant));
  return port + ": the other read-during-write policy";
}

std::string what_of_instance(const hdl::Instance& instance, const FaultSite& site, std::uint32_t variant) {
  const auto& ports = instance.module->ports;
  const std::string& name = ports[site.place].name;
  if (site.kind == FaultKind::pin_stuck)
    return fmt::format("bit {} of pin {} {}", variant / 2, name, stuck(variant));
  return fmt::format("pins {} and {} swapped", name,
                     ports[confusable_ports(instance, site.place).at(variant)].name);
}

struct Lines {
  const hdl::verilog::SourceLines* known;
  unsigned node(NodeId id) const { return known != nullptr ? known->nodes.at(id) : 0; }
  unsigned instance(std::uint32_t index) const { return known != nullptr ? known->instances.at(index) : 0; }
  unsigned write(std::uint32_t memory, std::uint32_t port) const {
    return known != nullptr ? known->memory_writes.at(memory).at(port) : 0;
  }
};

void fill_register(Description& text, const Module& module, const FaultSite& site, std::uint32_t variant,
                   const Lines& lines) {
  const NodeId node = module.registers[site.subject].node;
  text.what = what_of_register(site, variant);
  text.net = module.node(node).name;
  text.line = lines.node(node);
  text.source = module.node(node).location.file_and_line();
}

void fill_memory(Description& text, const Module& module, const FaultSite& site, std::uint32_t variant,
                 const Lines& lines) {
  const hdl::Memory& memory = module.memories[site.subject];
  text.what = what_of_memory(memory, site, variant);
  text.net = memory.name;
  text.line = site.place < memory.writes.size()
                  ? lines.write(site.subject, site.place)
                  : lines.node(memory.sync_reads[site.place - memory.writes.size()].node);
  text.source = memory.location.file_and_line();
}

}  // namespace

Description describe(const Module& top, const Fault& fault, const LinesByModule& lines_by_module) {
  const Module& module = *hdl::verilog::hierarchy(top).at(fault.module);
  const FaultSite& site = fault.site;
  const auto known = lines_by_module.find(module.name());
  const Lines lines{known == lines_by_module.end() ? nullptr : &known->second};
  Description text;
  text.module = module.name();
  text.file = "rtl/" + module.name() + ".v";
  if (site.kind >= FaultKind::pins_swapped) {
    const hdl::Instance& instance = module.instances[site.subject];
    text.what = what_of_instance(instance, site, fault.variant);
    text.net = "instance " + instance.name;
    text.line = lines.instance(site.subject);
    text.source = instance.location.file_and_line();
  } else if (site.kind >= FaultKind::memory_address) {
    fill_memory(text, module, site, fault.variant, lines);
  } else if (site.kind >= FaultKind::enable_dropped) {
    fill_register(text, module, site, fault.variant, lines);
  } else {
    text.what = what_of_node(module, site, fault.variant);
    text.net = net_text(module, site.subject);
    text.line = lines.node(site.subject);
    text.source = module.node(site.subject).location.file_and_line();
  }
  return text;
}

std::string to_text(const Description& description) {
  return fmt::format("{}:{}: {}: {}", description.file, description.line, description.what, description.net);
}

}  // namespace winnow::verif::mutants

// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph.hpp"

#include <array>
#include <sstream>

namespace winnow::verif {

std::string Type::text() const {
  switch (kind) {
    case Kind::bit:
      return "Bit";
    case Kind::unsigned_number:
      return "UInt[" + std::to_string(width) + "]";
    default:
      return "SInt[" + std::to_string(width) + "]";
  }
}

const char* name_of(TermKind kind) {
  static constexpr std::array names = {"input",
                                       "constant",
                                       "add",
                                       "subtract",
                                       "multiply",
                                       "negate",
                                       "and",
                                       "or",
                                       "xor",
                                       "not",
                                       "equal",
                                       "not_equal",
                                       "less",
                                       "less_equal",
                                       "greater",
                                       "greater_equal",
                                       "equal_constant",
                                       "not_equal_constant",
                                       "mux",
                                       "cat",
                                       "bits",
                                       "single_bit",
                                       "sign",
                                       "extend",
                                       "trunc",
                                       "saturate",
                                       "as_sint",
                                       "to_sint",
                                       "as_uint",
                                       "any",
                                       "all",
                                       "parity",
                                       "shift_left_by",
                                       "shift_right_by",
                                       "shift_left",
                                       "shift_right",
                                       "wire",
                                       "register",
                                       "memory_read",
                                       "registered_read",
                                       "instance_output"};
  return names.at(static_cast<std::size_t>(kind));
}

unsigned MemoryDescription::address_width() const {
  unsigned bits = 1;
  while (bits < 32 && (1ULL << bits) < depth) ++bits;
  return bits;
}

std::string print(const ModuleDescription& module, unsigned index) {
  const Term& term = module.terms[index];
  std::ostringstream out;
  out << "t" << index << ": " << term.type.text() << " = " << name_of(term.kind) << "(";
  const char* separator = "";
  for (const unsigned operand : term.operands) {
    out << separator << "t" << operand;
    separator = ", ";
  }
  switch (term.kind) {
    case TermKind::constant:
    case TermKind::equal_constant:
    case TermKind::not_equal_constant:
      out << separator << term.value;
      break;
    case TermKind::input:
    case TermKind::single_bit:
    case TermKind::shift_left_by:
    case TermKind::shift_right_by:
    case TermKind::state:
    case TermKind::memory_read:
      out << separator << term.a;
      break;
    case TermKind::bits:
    case TermKind::registered_read:
    case TermKind::instance_output:
      out << separator << term.a << ", " << term.b;
      break;
    default:
      break;
  }
  out << ")" << (term.named ? "  named" : "");
  return out.str();
}

namespace {

std::string term_name(unsigned term) {
  return term == no_term ? "always" : "t" + std::to_string(term);
}

void print_memory(std::ostream& out, const MemoryDescription& memory, std::size_t index) {
  out << "    memory " << index << ": " << memory.depth << " x " << memory.width << "\n";
  for (const MemoryDescription::Write& write : memory.writes) {
    out << "      write address " << term_name(write.address) << ", data " << term_name(write.data)
        << ", enable " << term_name(write.enable) << "\n";
  }
  for (const MemoryDescription::Read& read : memory.reads) {
    out << "      " << term_name(read.term) << " reads address " << term_name(read.address) << ", enable "
        << term_name(read.enable) << (read.sees_new_data ? ", new data\n" : ", old data\n");
  }
}

void print_module(std::ostream& out, const ModuleDescription& module) {
  for (unsigned i = 0; i < module.terms.size(); ++i) out << "    " << print(module, i) << "\n";
  for (const RegisterDescription& reg : module.registers) {
    out << "    register " << term_name(reg.term) << " takes " << term_name(reg.next) << ", enable "
        << term_name(reg.enable);
    if (reg.has_reset) out << ", resets to " << reg.reset_value;
    out << "\n";
  }
  for (std::size_t i = 0; i < module.memories.size(); ++i) print_memory(out, module.memories[i], i);
  for (std::size_t i = 0; i < module.instances.size(); ++i) {
    out << "    instance " << i << " of module " << module.instances[i].module << ":";
    for (const unsigned input : module.instances[i].inputs) out << " " << term_name(input);
    out << "\n";
  }
  for (const PropertyDescription& property : module.properties) {
    out << "    " << (property.is_check ? "check " : "cover ") << term_name(property.condition) << "\n";
  }
  out << "    outputs:";
  for (const unsigned output : module.outputs) out << " " << term_name(output);
  out << "\n";
}

}  // namespace

std::string print(const Graph& graph) {
  std::ostringstream out;
  out << "graph " << graph.name << ", seed " << graph.seed << "\n";
  for (std::size_t i = 0; i < graph.modules.size(); ++i) {
    out << "  module " << i << (i + 1 == graph.modules.size() ? " (top)\n" : "\n");
    print_module(out, graph.modules[i]);
  }
  return out.str();
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "verif/tests/hdl/graph_shrink.hpp"

namespace winnow::verif {
namespace {

std::string code(unsigned term) {
  return term == no_term ? "no_term" : std::to_string(term);
}

std::string code(const Type& type) {
  if (type.kind == Type::Kind::bit) return "bit_type()";
  return (type.is_signed() ? "signed_type(" : "unsigned_type(") + std::to_string(type.width) + ")";
}

std::string code(const Integer& value) {
  std::ostringstream out;
  const bool fits = value >= -power_of_two(31) && value < power_of_two(31);
  out << (fits ? "" : "Integer(\"") << value << (fits ? "" : "\")");
  return out.str();
}

// "{a, b, c}"
template <class Entry, class Text>
std::string list(const std::vector<Entry>& entries, Text text) {
  std::string joined;
  for (const Entry& entry : entries) joined += (joined.empty() ? "" : ", ") + text(entry);
  return "{" + joined + "}";
}
std::string numbers(const std::vector<unsigned>& terms) {
  return list(terms, [](unsigned term) { return code(term); });
}

// The enumerators are named like their words, but for those that are words of C++.
std::string code(TermKind kind) {
  switch (kind) {
    case TermKind::bit_and:
    case TermKind::bit_or:
    case TermKind::bit_xor:
    case TermKind::bit_not:
      return std::string("TermKind::bit_") + name_of(kind);
    case TermKind::as_signed:
      return "TermKind::as_signed";
    case TermKind::to_signed:
      return "TermKind::to_signed";
    case TermKind::as_unsigned:
      return "TermKind::as_unsigned";
    case TermKind::state:
      return "TermKind::state";
    default:
      return std::string("TermKind::") + name_of(kind);
  }
}

std::string code(const Term& term) {
  std::string text = "{.kind = " + code(term.kind) + ", .type = " + code(term.type) +
                     ", .operands = " + numbers(term.operands);
  if (term.a != 0) text += ", .a = " + code(term.a);
  if (term.b != 0) text += ", .b = " + code(term.b);
  if (term.value != 0) text += ", .value = " + code(term.value);
  return text + (term.named ? ", .named = true}" : "}");
}

std::string code(const RegisterDescription& reg) {
  return "{.term = " + code(reg.term) + ", .has_reset = " + (reg.has_reset ? "true" : "false") +
         ", .reset_value = " + std::to_string(reg.reset_value) + ", .next = " + code(reg.next) +
         ", .enable = " + code(reg.enable) + "}";
}

std::string code(const MemoryDescription& memory) {
  const std::string writes = list(memory.writes, [](const MemoryDescription::Write& write) {
    return numbers({write.address, write.data, write.enable});
  });
  const std::string reads = list(memory.reads, [](const MemoryDescription::Read& read) {
    return "{" + code(read.term) + ", " + code(read.address) + ", " + code(read.enable) + ", " +
           (read.sees_new_data ? "true" : "false") + "}";
  });
  return "{.width = " + std::to_string(memory.width) + ", .depth = " + std::to_string(memory.depth) +
         ", .writes = " + writes + ", .reads = " + reads + "}";
}

void print_module(std::ostream& out, const ModuleDescription& module, const std::string& name) {
  const auto print_list = [&](const char* member, const auto& entries) {
    if (entries.empty()) return;
    out << "  " << name << "." << member << " = "
        << list(entries, [](const auto& each) { return code(each); }) << ";\n";
  };
  out << "  ModuleDescription " << name << ";\n";
  print_list("inputs", module.inputs);
  out << "  " << name << ".terms = {\n";
  for (std::size_t i = 0; i < module.terms.size(); ++i) {
    out << "      " << code(module.terms[i]) << ",  // t" << i << "\n";
  }
  out << "  };\n";
  print_list("outputs", module.outputs);
  print_list("registers", module.registers);
  print_list("memories", module.memories);
  if (!module.instances.empty()) {
    out << "  " << name << ".instances = " << list(module.instances, [](const InstanceDescription& instance) {
      return "{.module = " + code(instance.module) + ", .inputs = " + numbers(instance.inputs) + "}";
    }) << ";\n";
  }
  if (!module.properties.empty()) {
    out << "  " << name << ".properties = "
        << list(module.properties,
                [](const PropertyDescription& property) {
                  return std::string("{") + (property.is_check ? "true, " : "false, ") +
                         code(property.condition) + "}";
                })
        << ";\n";
  }
}

}  // namespace

std::string print_as_code(const FailingGraph& failing) {
  std::ostringstream out;
  out << "// Fails within " << failing.cycles << " cycles.\nGraph shrunk_graph() {\n";
  std::string modules;
  for (std::size_t i = 0; i < failing.graph.modules.size(); ++i) {
    const std::string name = i + 1 == failing.graph.modules.size() ? "top" : "module" + std::to_string(i);
    print_module(out, failing.graph.modules[i], name);
    modules += (i == 0 ? "" : ", ") + name;
  }
  out << "  return {.seed = " << failing.graph.seed << "ULL, .name = \"shrunk\", .modules = {" << modules
      << "}};\n}\n";
  return out.str();
}

}  // namespace winnow::verif

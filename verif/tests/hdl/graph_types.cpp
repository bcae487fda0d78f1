// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph_types.hpp"

#include <algorithm>

namespace winnow::verif {
namespace {

using Kind = Type::Kind;

class Typer {
 public:
  Typer(const Graph& graph, ModuleDescription& module) : graph_(graph), module_(module) {}

  bool run() {
    // Terms that connections need are added at the end, and need no look.
    const std::size_t count = module_.terms.size();
    for (unsigned i = 0; i < count; ++i) {
      Term& term = module_.terms[i];
      for (const unsigned operand : term.operands) {
        if (operand >= i) return false;
      }
      if (!give_type(term)) return false;
    }
    return connect();
  }

 private:
  const Type& type(unsigned term) const { return module_.terms[term].type; }
  const Type& operand(const Term& term, std::size_t index) const { return type(term.operands[index]); }
  bool is(unsigned term, Kind kind) const { return type(term).kind == kind; }

  static bool set(Term& term, Kind kind, unsigned width) {
    term.type = {kind, width};
    return width > 0;
  }

  bool give_type(Term& term) {
    switch (term.kind) {
      case TermKind::input:
        term.type = module_.inputs[term.a];
        return true;
      case TermKind::constant:
        term.value = term.type.is_signed() ? wrap_signed(term.value, term.type.width)
                                           : wrap_unsigned(term.value, term.type.width);
        return true;
      case TermKind::state:
        return true;
      case TermKind::memory_read:
        return is(term.operands[0], Kind::unsigned_number) &&
               operand(term, 0).width <= module_.memories[term.a].address_width() &&
               set(term, Kind::unsigned_number, module_.memories[term.a].width);
      case TermKind::registered_read:
        return set(term, Kind::unsigned_number, module_.memories[term.a].width);
      case TermKind::instance_output: {
        const ModuleDescription& child = graph_.modules[module_.instances[term.a].module];
        term.type = child.terms[child.outputs[term.b]].type;
        return true;
      }
      default:
        return term.operands.size() == 1 ? give_unary_type(term) : give_joined_type(term);
    }
  }

  bool give_unary_type(Term& term) {
    const Type& from = operand(term, 0);
    const bool number = from.kind != Kind::bit;
    switch (term.kind) {
      case TermKind::negate:
        return from.is_signed() && set(term, from.kind, from.width + 1);
      case TermKind::bit_not:
        return !from.is_signed() && set(term, from.kind, from.width);
      case TermKind::equal_constant:
      case TermKind::not_equal_constant:
        term.value = wrap_unsigned(term.value, from.width);
        return from.kind == Kind::unsigned_number && set(term, Kind::bit, 1);
      case TermKind::bits:
        term.a = std::min(term.a, from.width - 1);
        term.b = std::min(term.a, term.b);
        return number && set(term, Kind::unsigned_number, term.a - term.b + 1);
      case TermKind::single_bit:
        term.a = std::min(term.a, from.width - 1);
        return number && set(term, Kind::bit, 1);
      case TermKind::sign:
        return from.is_signed() && set(term, Kind::bit, 1);
      case TermKind::extend:
        return number && set(term, from.kind, std::max(from.width, term.type.width));
      case TermKind::trunc:
      case TermKind::saturate:
        return number && set(term, from.kind, std::min(from.width, term.type.width));
      case TermKind::as_signed:
        return from.kind == Kind::unsigned_number && set(term, Kind::signed_number, from.width);
      case TermKind::to_signed:
        return from.kind == Kind::unsigned_number && set(term, Kind::signed_number, from.width + 1);
      case TermKind::as_unsigned:
        return from.kind != Kind::unsigned_number && set(term, Kind::unsigned_number, from.width);
      case TermKind::any:
      case TermKind::all:
      case TermKind::parity:
        return from.kind == Kind::unsigned_number && set(term, Kind::bit, 1);
      case TermKind::shift_left_by:
        return number && set(term, from.kind, from.width + term.a);
      case TermKind::shift_right_by:
        return number && set(term, from.kind, term.a >= from.width ? 1 : from.width - term.a);
      case TermKind::wire:
        return set(term, from.kind, number ? std::max(from.width, term.type.width) : 1);
      case TermKind::cat:
        return set(term, Kind::unsigned_number, from.width);
      default:
        return false;
    }
  }

  bool give_joined_type(Term& term) {
    if (term.kind == TermKind::cat) {
      unsigned width = 0;
      for (const unsigned part : term.operands) width += type(part).width;
      return set(term, Kind::unsigned_number, width);
    }
    if (term.kind == TermKind::mux) {
      const Type &a = operand(term, 1), &b = operand(term, 2);
      return is(term.operands[0], Kind::bit) && a.kind == b.kind &&
             set(term, a.kind, std::max(a.width, b.width));
    }
    const Type &a = operand(term, 0), &b = operand(term, 1);
    const unsigned wider = std::max(a.width, b.width);
    if (term.kind == TermKind::shift_left || term.kind == TermKind::shift_right) {
      const unsigned width = term.kind == TermKind::shift_left ? term.type.width : a.width;
      return a.kind != Kind::bit && b.kind == Kind::unsigned_number && set(term, a.kind, width);
    }
    if (a.kind != b.kind) return false;
    switch (term.kind) {
      case TermKind::bit_and:
      case TermKind::bit_or:
      case TermKind::bit_xor:
        return !a.is_signed() && set(term, a.kind, wider);
      case TermKind::add:
        return a.kind != Kind::bit && set(term, a.kind, wider + 1);
      case TermKind::subtract:
        return a.kind != Kind::bit && set(term, Kind::signed_number, wider + 1);
      case TermKind::multiply:
        return a.kind != Kind::bit && set(term, a.kind, a.width + b.width);
      default:  // comparisons
        return a.kind != Kind::bit && set(term, Kind::bit, 1);
    }
  }

  // Makes `term` one that a connection of this type can take.
  bool fit(unsigned& term, const Type& wanted) {
    const Type from = type(term);
    if (from.kind != wanted.kind) return false;
    if (from.width <= wanted.width) return true;
    module_.terms.push_back({.kind = TermKind::trunc, .type = wanted, .operands = {term}});
    term = static_cast<unsigned>(module_.terms.size()) - 1;
    return true;
  }
  bool is_enable(unsigned term) const { return term == no_term || is(term, Kind::bit); }

  bool connect() {
    for (RegisterDescription& reg : module_.registers) {
      const Type wanted = type(reg.term);
      if (!fit(reg.next, wanted) || !is_enable(reg.enable)) return false;
      const Integer reset = wanted.is_signed() ? wrap_signed(reg.reset_value, wanted.width)
                                               : wrap_unsigned(reg.reset_value, std::min(wanted.width, 63U));
      reg.reset_value = static_cast<std::int64_t>(reset);
    }
    for (MemoryDescription& memory : module_.memories) {
      const Type address = unsigned_type(memory.address_width()), data = unsigned_type(memory.width);
      for (auto& write : memory.writes) {
        if (!fit(write.address, address) || !fit(write.data, data) || !is(write.enable, Kind::bit))
          return false;
      }
      for (auto& read : memory.reads) {
        if (!fit(read.address, address) || !is(read.enable, Kind::bit)) return false;
      }
    }
    for (InstanceDescription& instance : module_.instances) {
      const ModuleDescription& child = graph_.modules[instance.module];
      for (std::size_t i = 0; i < instance.inputs.size(); ++i) {
        if (!fit(instance.inputs[i], child.inputs[i])) return false;
      }
    }
    return std::all_of(
        module_.properties.begin(), module_.properties.end(),
        [&](const PropertyDescription& property) { return is(property.condition, Kind::bit); });
  }

  const Graph& graph_;
  ModuleDescription& module_;
};

}  // namespace

bool retype(Graph& graph) {
  return std::all_of(graph.modules.begin(), graph.modules.end(),
                     [&](ModuleDescription& module) { return Typer(graph, module).run(); });
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph_shrink.hpp"

#include <algorithm>
#include <optional>

#include "verif/tests/hdl/graph_types.hpp"

namespace winnow::verif {
namespace {

using Clock = std::chrono::steady_clock;

// One way to make a graph smaller; false when it does not apply.
using Reduction = std::function<bool(FailingGraph&)>;

class Reductions {
 public:
  explicit Reductions(const FailingGraph& failing) : graph_(failing.graph) {
    add_cycles(failing.cycles);
    add_modules_and_outputs();
    for (std::size_t m = graph_.modules.size(); m-- > 0;) {
      const auto module = static_cast<unsigned>(m);
      for (std::size_t t = graph_.modules[m].terms.size(); t-- > 0;)
        add_term(module, static_cast<unsigned>(t));
    }
    for (unsigned m = 0; m < graph_.modules.size(); ++m) add_state(m);
    add_widths();
  }

  std::size_t size() const { return all_.size(); }
  const Reduction& operator[](std::size_t index) const { return all_[index]; }

 private:
  void add(Reduction reduction) { all_.push_back(std::move(reduction)); }
  // A change of one module.
  template <class Change>
  void add_in(unsigned module, Change change) {
    add([=](FailingGraph& failing) { return change(failing.graph.modules[module]); });
  }
  template <class Change>
  void add_at(unsigned module, unsigned term, Change change) {
    add([=](FailingGraph& failing) { return change(failing.graph.modules[module].terms[term]); });
  }

  void add_cycles(unsigned cycles) {
    for (const unsigned fewer : {cycles / 2, cycles - cycles / 4, cycles - 1}) {
      if (fewer > 0 && fewer < cycles) {
        add([=](FailingGraph& failing) {
          failing.cycles = fewer;
          return true;
        });
      }
    }
  }

  void add_modules_and_outputs() {
    for (unsigned top = 0; top + 1 < graph_.modules.size(); ++top) {
      add([=](FailingGraph& failing) {
        failing.graph.modules.resize(top + 1);
        return true;
      });
    }
    const auto top = static_cast<unsigned>(graph_.modules.size()) - 1;
    const std::vector<unsigned>& outputs = graph_.top().outputs;
    if (outputs.size() > 1) {
      for (const unsigned output : outputs) {
        add_in(top, [=](ModuleDescription& module) {
          module.outputs = {output};
          return true;
        });
      }
    }
    // Any term may be the output; the first one that differs has the least before it.
    for (unsigned t = 0; t < graph_.top().terms.size(); ++t) {
      add_in(top, [=](ModuleDescription& module) {
        module.outputs = {t};
        return true;
      });
    }
    for (unsigned m = 0; m < graph_.modules.size(); ++m) {
      if (graph_.modules[m].properties.empty()) continue;
      add_in(m, [](ModuleDescription& module) {
        module.properties.clear();
        return true;
      });
      for (std::size_t i = 0; i < graph_.modules[m].properties.size(); ++i) {
        add_in(m, [=](ModuleDescription& module) {
          module.properties.erase(module.properties.begin() + static_cast<std::ptrdiff_t>(i));
          return true;
        });
      }
    }
    for (unsigned input = 0; input < graph_.top().inputs.size(); ++input) {
      add([=](FailingGraph& failing) { return drop_input(failing.graph, input); });
    }
  }

  void add_term(unsigned m, unsigned t) {
    const ModuleDescription& module = graph_.modules[m];
    const Term& term = module.terms[t];
    if (term.kind != TermKind::constant) {
      for (const bool ones : {false, true}) {
        add_at(m, t, [ones](Term& changed) {
          const Type type = changed.type;
          changed = {.kind = TermKind::constant, .type = type, .operands = {}};
          if (ones && type.is_signed()) changed.value = -1;
          if (ones && !type.is_signed()) changed.value = power_of_two(type.width) - 1;
          return true;
        });
      }
    }
    for (const unsigned operand : term.operands) {
      if (module.terms[operand].type.kind == term.type.kind) add_stand_in(m, t, operand);
    }
    if (term.kind == TermKind::input || term.kind == TermKind::constant) return;
    for (unsigned other = 0; other < t; ++other) {
      const bool alike =
          module.terms[other].kind == TermKind::input && module.terms[other].type.kind == term.type.kind;
      if (alike) add_stand_in(m, t, other);
    }
    if (m + 1 == graph_.modules.size()) add_new_input(t);
    if (term.kind == TermKind::cat && term.operands.size() > 1) {
      for (std::size_t part = 0; part < term.operands.size(); ++part) {
        add_at(m, t, [=](Term& changed) {
          changed.operands.erase(changed.operands.begin() + static_cast<std::ptrdiff_t>(part));
          return true;
        });
      }
    }
    if (term.named) {
      add_at(m, t, [](Term& changed) {
        changed.named = false;
        return true;
      });
    }
  }

  // Term `t` becomes a wire without a width of its own, and everybody who used it uses `other`.
  void add_stand_in(unsigned m, unsigned t, unsigned other) {
    add_in(m, [=](ModuleDescription& module) {
      replace_uses(module, t, other);
      return true;
    });
  }

  static void replace_uses(ModuleDescription& module, unsigned old, unsigned other) {
    const auto change = [&](unsigned& term) {
      if (term == old) term = other;
    };
    for (Term& term : module.terms) std::for_each(term.operands.begin(), term.operands.end(), change);
    std::for_each(module.outputs.begin(), module.outputs.end(), change);
    for (RegisterDescription& reg : module.registers) {
      change(reg.next);
      change(reg.enable);
    }
    for (MemoryDescription& memory : module.memories) {
      for (auto& write : memory.writes) {
        for (unsigned* term : {&write.address, &write.data, &write.enable}) change(*term);
      }
      for (auto& read : memory.reads) {
        for (unsigned* term : {&read.address, &read.enable}) change(*term);
      }
    }
    for (InstanceDescription& instance : module.instances) {
      std::for_each(instance.inputs.begin(), instance.inputs.end(), change);
    }
    for (PropertyDescription& property : module.properties) change(property.condition);
  }

  // What stood before the term matters no more.
  void add_new_input(unsigned t) {
    add([=](FailingGraph& failing) {
      ModuleDescription& top = failing.graph.modules.back();
      top.inputs.push_back(top.terms[t].type);
      top.terms[t] = {.kind = TermKind::input,
                      .type = top.terms[t].type,
                      .operands = {},
                      .a = static_cast<unsigned>(top.inputs.size()) - 1};
      return true;
    });
  }

  void add_state(unsigned m) {
    const ModuleDescription& module = graph_.modules[m];
    for (std::size_t r = 0; r < module.registers.size(); ++r) {
      add_in(m, [=](ModuleDescription& changed) {
        changed.registers[r].enable = no_term;
        return true;
      });
      add_in(m, [=](ModuleDescription& changed) {
        changed.registers[r].reset_value = 0;
        return true;
      });
    }
    for (std::size_t k = 0; k < module.memories.size(); ++k) {
      for (std::size_t w = 0; w < module.memories[k].writes.size(); ++w) {
        add_in(m, [=](ModuleDescription& changed) {
          auto& writes = changed.memories[k].writes;
          writes.erase(writes.begin() + static_cast<std::ptrdiff_t>(w));
          return true;
        });
      }
      add_in(m, [=](ModuleDescription& changed) {
        changed.memories[k].depth = (changed.memories[k].depth + 1) / 2;
        return true;
      });
      for (const unsigned divisor : {8U, 2U}) {
        add_in(m, [=](ModuleDescription& changed) {
          changed.memories[k].width = std::max(1U, changed.memories[k].width / divisor);
          return true;
        });
      }
    }
  }

  static void limit(Type& type, unsigned width) {
    if (type.kind != Type::Kind::bit) type.width = std::min(type.width, width);
  }

  // All widths at once first, then one by one: those that are not given by operands.
  void add_widths() {
    for (const unsigned width : {1U, 2U, 3U, 4U, 8U, 16U, 32U, 64U}) {
      add([=](FailingGraph& failing) {
        for (ModuleDescription& module : failing.graph.modules) {
          for (Type& type : module.inputs) limit(type, width);
          for (Term& term : module.terms) limit(term.type, width);
          for (MemoryDescription& memory : module.memories) memory.width = std::min(memory.width, width);
        }
        return true;
      });
    }
    for (unsigned m = 0; m < graph_.modules.size(); ++m) {
      const ModuleDescription& module = graph_.modules[m];
      for (std::size_t i = 0; i < module.inputs.size(); ++i) {
        for (const unsigned width : narrower(module.inputs[i])) {
          add_in(m, [=](ModuleDescription& changed) {
            changed.inputs[i].width = width;
            return true;
          });
        }
      }
      for (unsigned t = 0; t < module.terms.size(); ++t) {
        for (const unsigned width : narrower(module.terms[t].type)) {
          add_at(m, t, [=](Term& changed) {
            changed.type.width = width;
            return true;
          });
        }
        if (module.terms[t].kind == TermKind::bits) add_position(m, t);
      }
    }
  }
  static std::vector<unsigned> narrower(const Type& type) {
    if (type.kind == Type::Kind::bit || type.width == 1) return {};
    if (type.width == 2) return {1};
    return {1, type.width / 2, type.width - 1};
  }
  void add_position(unsigned m, unsigned t) {
    add_at(m, t, [](Term& changed) {
      changed.a -= changed.b;
      changed.b = 0;
      return true;
    });
    add_at(m, t, [](Term& changed) {
      changed.a = changed.b;
      return true;
    });
  }

  const Graph& graph_;
  std::vector<Reduction> all_;
};

std::uint64_t cost_of(const Term& term) {
  const bool free = term.kind == TermKind::input || term.kind == TermKind::constant;
  return (free ? 60 : 1000) + 2ULL * term.type.width + 4 * term.operands.size() + (term.named ? 1 : 0) +
         (term.kind == TermKind::bits ? term.a : 0) +
         (term.kind == TermKind::constant && term.value != 0 ? 1 : 0);
}

}  // namespace

std::uint64_t cost(const FailingGraph& failing) {
  std::uint64_t sum = failing.cycles;
  for (const ModuleDescription& module : failing.graph.modules) {
    sum += 500 + 20 * (module.outputs.size() + module.inputs.size()) + 50 * module.properties.size();
    for (const Type& type : module.inputs) sum += type.width;
    for (const Term& term : module.terms) sum += cost_of(term);
    for (const RegisterDescription& reg : module.registers) {
      sum += (reg.enable == no_term ? 0U : 10U) + (reg.reset_value == 0 ? 0U : 1U);
    }
    for (const MemoryDescription& memory : module.memories) {
      sum += 100 + memory.width + memory.depth + 50 * (memory.writes.size() + memory.reads.size());
    }
    sum += 200 * module.instances.size();
  }
  return sum;
}

FailingGraph shrink(FailingGraph failing, const GraphFails& fails, const ShrinkLimits& limits) {
  const auto begin = Clock::now();
  unsigned tries = 0;
  const auto in_limits = [&] { return tries < limits.tries && Clock::now() - begin < limits.time; };
  const auto reduced = [&](const Reduction& reduction) -> std::optional<FailingGraph> {
    FailingGraph candidate = failing;
    if (!reduction(candidate)) return std::nullopt;
    tidy(candidate.graph);
    if (!retype(candidate.graph) || cost(candidate) >= cost(failing)) return std::nullopt;
    ++tries;
    return fails(candidate) ? std::optional(std::move(candidate)) : std::nullopt;
  };
  bool progress = true;
  while (progress && in_limits()) {
    progress = false;
    std::optional<Reductions> reductions(failing);
    for (std::size_t i = 0; i < reductions->size() && in_limits(); ++i) {
      std::optional<FailingGraph> smaller = reduced((*reductions)[i]);
      if (!smaller) continue;
      failing = *std::move(smaller);
      // On from the same place: what came before has just failed to help.
      reductions.emplace(failing);
      progress = true;
    }
  }
  return failing;
}

}  // namespace winnow::verif

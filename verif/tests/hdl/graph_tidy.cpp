// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "verif/tests/hdl/graph_types.hpp"

namespace winnow::verif {
namespace {

constexpr unsigned gone = ~0U;

// New numbers of the entries that stay.
std::vector<unsigned> numbering(const std::vector<bool>& stays) {
  std::vector<unsigned> numbers(stays.size(), gone);
  unsigned next = 0;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    if (stays[i]) numbers[i] = next++;
  }
  return numbers;
}

template <class Entry>
void keep(std::vector<Entry>& entries, const std::vector<bool>& stays) {
  std::size_t index = 0;
  std::erase_if(entries, [&](const Entry&) { return !stays[index++]; });
}

// What of one module reaches its outputs and properties.
struct Life {
  std::vector<bool> terms, registers, memories, instances, inputs;
  std::vector<std::vector<bool>> reads;    // by memory
  std::vector<std::vector<bool>> outputs;  // by instance
};

class Marker {
 public:
  Marker(const Graph& graph, const ModuleDescription& module) : module_(module) {
    life_.terms.resize(module.terms.size());
    life_.registers.resize(module.registers.size());
    life_.memories.resize(module.memories.size());
    life_.instances.resize(module.instances.size());
    life_.inputs.resize(module.inputs.size());
    for (const MemoryDescription& memory : module.memories) life_.reads.emplace_back(memory.reads.size());
    for (const InstanceDescription& instance : module.instances) {
      life_.outputs.emplace_back(graph.modules[instance.module].outputs.size());
    }
  }

  Life run() {
    for (const unsigned output : module_.outputs) mark(output);
    for (const PropertyDescription& property : module_.properties) mark(property.condition);
    return std::move(life_);
  }

 private:
  void mark(unsigned index) {
    if (index == no_term || life_.terms[index]) return;
    life_.terms[index] = true;
    const Term& term = module_.terms[index];
    for (const unsigned operand : term.operands) mark(operand);
    if (term.kind == TermKind::input) life_.inputs[term.a] = true;
    if (term.kind == TermKind::state) mark_register(term.a);
    if (term.kind == TermKind::memory_read) mark_memory(term.a);
    if (term.kind == TermKind::registered_read) {
      mark_memory(term.a);
      life_.reads[term.a][term.b] = true;
      mark(module_.memories[term.a].reads[term.b].address);
      mark(module_.memories[term.a].reads[term.b].enable);
    }
    if (term.kind == TermKind::instance_output) {
      life_.instances[term.a] = true;
      life_.outputs[term.a][term.b] = true;
      for (const unsigned input : module_.instances[term.a].inputs) mark(input);
    }
  }
  void mark_register(unsigned index) {
    life_.registers[index] = true;
    mark(module_.registers[index].next);
    mark(module_.registers[index].enable);
  }
  void mark_memory(unsigned index) {
    if (life_.memories[index]) return;
    life_.memories[index] = true;
    for (const MemoryDescription::Write& write : module_.memories[index].writes) {
      for (const unsigned term : {write.address, write.data, write.enable}) mark(term);
    }
  }

  const ModuleDescription& module_;
  Life life_;
};

// Every number of a term in the module, those of its terms' operands included.
void for_each_term_number(ModuleDescription& module, const std::function<void(unsigned&)>& change) {
  for (Term& term : module.terms) {
    for (unsigned& operand : term.operands) change(operand);
  }
  for (unsigned& output : module.outputs) change(output);
  for (RegisterDescription& reg : module.registers) {
    for (unsigned* term : {&reg.term, &reg.next, &reg.enable}) change(*term);
  }
  for (MemoryDescription& memory : module.memories) {
    for (auto& write : memory.writes) {
      for (unsigned* term : {&write.address, &write.data, &write.enable}) change(*term);
    }
    for (auto& read : memory.reads) {
      for (unsigned* term : {&read.term, &read.address, &read.enable}) change(*term);
    }
  }
  for (InstanceDescription& instance : module.instances) {
    for (unsigned& input : instance.inputs) change(input);
  }
  for (PropertyDescription& property : module.properties) change(property.condition);
}

void sweep(ModuleDescription& module, const Life& life, bool keep_inputs) {
  const auto terms = numbering(life.terms), registers = numbering(life.registers);
  const auto memories = numbering(life.memories), instances = numbering(life.instances);
  const auto inputs = numbering(life.inputs);
  std::vector<std::vector<unsigned>> reads;
  for (const auto& stays : life.reads) reads.push_back(numbering(stays));
  for (std::size_t i = 0; i < module.memories.size(); ++i) keep(module.memories[i].reads, life.reads[i]);
  keep(module.terms, life.terms);
  keep(module.registers, life.registers);
  keep(module.memories, life.memories);
  keep(module.instances, life.instances);
  if (!keep_inputs) keep(module.inputs, life.inputs);
  for (Term& term : module.terms) {
    if (term.kind == TermKind::registered_read) term.b = reads[term.a][term.b];
    if (term.kind == TermKind::state) term.a = registers[term.a];
    if (term.kind == TermKind::memory_read || term.kind == TermKind::registered_read)
      term.a = memories[term.a];
    if (term.kind == TermKind::instance_output) term.a = instances[term.a];
    if (term.kind == TermKind::input && !keep_inputs) term.a = inputs[term.a];
  }
  for_each_term_number(module, [&](unsigned& term) {
    if (term != no_term) term = terms[term];
  });
}

// Its instantiating modules have been swept: all of their terms are live.
void drop_outputs(Graph& graph, unsigned index, const std::vector<bool>& used) {
  const std::vector<unsigned> outputs = numbering(used);
  keep(graph.modules[index].outputs, used);
  for (ModuleDescription& parent : graph.modules) {
    for (Term& term : parent.terms) {
      const bool concerned =
          term.kind == TermKind::instance_output && parent.instances[term.a].module == index;
      if (concerned) term.b = outputs[term.b];
    }
  }
}

void drop_inputs(Graph& graph, unsigned index, const std::vector<bool>& used) {
  for (ModuleDescription& parent : graph.modules) {
    for (InstanceDescription& instance : parent.instances) {
      if (instance.module == index) keep(instance.inputs, used);
    }
  }
}

// One round, from the top downwards; what it drops can make more useless above.
void tidy_once(Graph& graph) {
  const auto top = static_cast<unsigned>(graph.modules.size()) - 1;
  std::vector<bool> instantiated(graph.modules.size());
  instantiated[top] = true;
  std::vector<std::vector<bool>> used;
  for (const ModuleDescription& module : graph.modules) used.emplace_back(module.outputs.size());
  for (unsigned i = top + 1; i-- > 0;) {
    ModuleDescription& module = graph.modules[i];
    if (!instantiated[i]) continue;
    if (i != top) drop_outputs(graph, i, used[i]);
    const Life life = Marker(graph, module).run();
    for (std::size_t k = 0; k < module.instances.size(); ++k) {
      const unsigned child = module.instances[k].module;
      if (!life.instances[k]) continue;
      instantiated[child] = true;
      for (std::size_t output = 0; output < life.outputs[k].size(); ++output) {
        if (life.outputs[k][output]) used[child][output] = true;
      }
    }
    if (i != top) drop_inputs(graph, i, life.inputs);
    sweep(module, life, i == top);
  }
  const std::vector<unsigned> numbers = numbering(instantiated);
  keep(graph.modules, instantiated);
  for (ModuleDescription& module : graph.modules) {
    for (InstanceDescription& instance : module.instances) instance.module = numbers[instance.module];
  }
}

std::size_t size_of(const Graph& graph) {
  std::size_t size = graph.modules.size();
  for (const ModuleDescription& module : graph.modules) {
    size += module.terms.size() + module.outputs.size() + module.inputs.size();
  }
  return size;
}

}  // namespace

void tidy(Graph& graph) {
  std::size_t before = 0;
  do {
    before = size_of(graph);
    tidy_once(graph);
  } while (size_of(graph) < before);
}

bool drop_input(Graph& graph, unsigned input) {
  ModuleDescription& top = graph.modules.back();
  for (const Term& term : top.terms) {
    if (term.kind == TermKind::input && term.a == input) return false;
  }
  for (Term& term : top.terms) {
    if (term.kind == TermKind::input && term.a > input) --term.a;
  }
  top.inputs.erase(top.inputs.begin() + input);
  return true;
}

}  // namespace winnow::verif

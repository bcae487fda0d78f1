// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/evaluator/compile.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "gen/hdl/evaluator/coverage.hpp"
#include "gen/hdl/evaluator/execute.hpp"
#include "gen/hdl/evaluator/flatten.hpp"
#include "gen/hdl/evaluator/placement.hpp"
#include "gen/hdl/evaluator/select.hpp"

namespace winnow::hdl {
namespace {

// Instructions with a place in the order of execution, before their results have addresses.
struct Pending {
  bool constant = false;
  std::uint32_t level = 0;
  Opcode opcode = Opcode::copy;
  NetId net = no_net;        // computed net, or
  std::uint32_t sample = 0;  // index into samples when `net` is no_net
};

// A copy of a piece of state, taken by the combinational instructions for the clock edge to use.
struct Sample {
  NetId root = no_net;
  std::uint32_t word = 0;
  std::uint32_t width = 0;
  std::uint32_t address = 0;
};

class Compiler {
 public:
  explicit Compiler(const Module& top) : graph_(top), placement_(place(graph_, observable_nets(graph_))) {
    address_.resize(graph_.size(), 0);
    instance_memories_.resize(graph_.scopes().size(), 0);
  }

  Program run(bool coverage) {
    program_.arena.push_back(1);  // address always_one: the enable of what has none
    allocate_sources();
    collect_memories();
    collect_samples();
    schedule();
    allocate_results();
    emit();
    for (const Scope& scope : graph_.scopes()) update_state(scope);
    describe_observables();
    if (coverage) watch_coverage();
    return std::move(program_);
  }

 private:
  static constexpr std::uint32_t always_one = 0;

  std::uint32_t allocate(unsigned width) {
    const auto address = static_cast<std::uint32_t>(program_.arena.size());
    program_.arena.resize(program_.arena.size() + (width + 63U) / 64U, 0);
    return address;
  }

  std::uint32_t allocate_value(const Bits& value) {
    const std::uint32_t address = allocate(value.width());
    std::copy(value.words().begin(), value.words().end(), program_.arena.begin() + address);
    return address;
  }

  Slot slot(NetId net) const {
    const Placement::Entry& entry = placement_.entries[net];
    return {address_[entry.root] + entry.word, graph_.node(net).width};
  }

  bool is_source(NetId net, NetKind kind) const {
    return placement_.owns(net) && placement_.entries[net].kind == kind && placement_.entries[net].level == 0;
  }

  // Inputs first and side by side, then state, then constants.
  void allocate_sources() {
    program_.inputs_begin = static_cast<std::uint32_t>(program_.arena.size());
    allocate_kind(NetKind::input);
    program_.inputs_end = static_cast<std::uint32_t>(program_.arena.size());
    allocate_kind(NetKind::state);
    for (const NetId net : placement_.order) {
      if (is_source(net, NetKind::state)) program_.states.push_back(slot(net));
      if (is_source(net, NetKind::constant)) address_[net] = allocate_value(graph_.node(net).value);
    }
  }

  void allocate_kind(NetKind kind) {
    for (const NetId net : placement_.order) {
      if (is_source(net, kind)) address_[net] = allocate(graph_.node(net).width);
    }
  }

  void collect_memories() {
    for (std::size_t i = 0; i < graph_.scopes().size(); ++i) {
      const Scope& scope = graph_.scopes()[i];
      instance_memories_[i] = static_cast<std::uint32_t>(program_.memories.size());
      for (const Memory& memory : scope.module->memories) {
        const std::uint32_t words = (memory.width + 63U) / 64U;
        program_.memories.push_back(
            {program_.memory_words, words, memory.depth, memory.width, scope.path + memory.name});
        program_.memory_words += std::size_t{words} * memory.depth;
      }
    }
  }

  std::uint32_t memory_index(const Scope& scope, std::uint32_t memory) const {
    return instance_memories_[static_cast<std::size_t>(&scope - graph_.scopes().data())] + memory;
  }

  // Everything a clock edge reads: where it is state itself, the edge would otherwise see it half updated.
  void collect_samples() {
    for (const Scope& scope : graph_.scopes()) {
      for (const Register& reg : scope.module->registers) {
        for (const NodeId id : {reg.next, reg.enable}) sample(graph_.net(scope, id));
      }
      for (const Memory& memory : scope.module->memories) {
        for (const Memory::Write& write : memory.writes) {
          for (const NodeId id : {write.address, write.data, write.enable}) sample(graph_.net(scope, id));
        }
        for (const Memory::SyncRead& read : memory.sync_reads) {
          for (const NodeId id : {read.address, read.enable}) sample(graph_.net(scope, id));
        }
      }
    }
  }

  void sample(NetId net) {
    if (net == no_net || placement_.entries[net].kind != NetKind::state) return;
    const Placement::Entry& entry = placement_.entries[net];
    const unsigned width = graph_.node(net).width;
    const auto key = std::make_tuple(entry.root, entry.word, width);
    if (!sample_of_.emplace(key, static_cast<std::uint32_t>(samples_.size())).second) return;
    samples_.push_back({entry.root, entry.word, width, 0});
  }

  // Where the clock edge finds the value of a net.
  std::uint32_t edge_address(NetId net) const {
    if (net == no_net) return always_one;
    const Placement::Entry& entry = placement_.entries[net];
    if (entry.kind != NetKind::state) return slot(net).address;
    return samples_[sample_of_.at(std::make_tuple(entry.root, entry.word, graph_.node(net).width))].address;
  }

  std::vector<NetId> operands_of(NetId net) const {
    std::vector<NetId> operands;
    graph_.dependencies(net, operands);
    return operands;
  }

  void schedule() {
    std::vector<const Node*> operand_nodes;
    for (const NetId net : placement_.order) {
      const Placement::Entry& entry = placement_.entries[net];
      if (!placement_.owns(net) || entry.level == 0) continue;
      operand_nodes.clear();
      for (const NetId operand : operands_of(net)) operand_nodes.push_back(&graph_.node(operand));
      pending_.push_back({entry.kind == NetKind::constant, entry.level,
                          select_opcode(graph_.node(net), operand_nodes), net, 0});
    }
    for (std::uint32_t i = 0; i < samples_.size(); ++i) {
      pending_.push_back({false, 1, samples_[i].width <= 64 ? Opcode::copy : Opcode::wide_copy, no_net, i});
    }
    // Equal opcodes of one depth become runs; ties keep the graph's order, in which neighbours share
    // operands.
    std::stable_sort(pending_.begin(), pending_.end(), [](const Pending& a, const Pending& b) {
      return std::make_tuple(!a.constant, a.level, a.opcode) <
             std::make_tuple(!b.constant, b.level, b.opcode);
    });
  }

  // In order of execution, so that results are written to rising addresses.
  void allocate_results() {
    for (const Pending& item : pending_) {
      if (item.net != no_net) {
        address_[item.net] = allocate(graph_.node(item.net).width);
      } else {
        samples_[item.sample].address = allocate(samples_[item.sample].width);
      }
    }
  }

  void emit() {
    Program constants;
    for (const Pending& item : pending_) append(item, item.constant ? constants : program_);
    execute(constants.runs, constants.instructions.data(), constants.parts.data(), program_.arena.data(),
            nullptr);
  }

  void append(const Pending& item, Program& program) {
    const auto position = static_cast<std::uint32_t>(program.instructions.size());
    program.instructions.push_back(item.net != no_net ? instruction(item, program) : copy_instruction(item));
    if (program.runs.empty() || program.runs.back().opcode != item.opcode) {
      program.runs.push_back({item.opcode, position, 0});
    }
    ++program.runs.back().count;
  }

  Instruction instruction(const Pending& item, Program& program) {
    const Node& node = graph_.node(item.net);
    std::vector<Slot> operands;
    for (const NetId operand : operands_of(item.net)) operands.push_back(slot(operand));
    const MemoryBlock* memory = nullptr;
    if (node.op == Op::memory_read) {
      memory = &program_.memories[memory_index(graph_.scope(item.net), node.index)];
    }
    return make_instruction(item.opcode, node, slot(item.net), operands, memory, program.parts);
  }

  Instruction copy_instruction(const Pending& item) const {
    const Sample& from = samples_[item.sample];
    Instruction code;
    code.destination = from.address;
    code.a = address_[from.root] + from.word;
    code.n = code.m = from.width;
    return code;
  }

  void update_state(const Scope& scope) {
    for (const Register& reg : scope.module->registers) {
      const Slot state = slot(graph_.net(scope, reg.node));
      RegisterUpdate update{state.address, edge_address(graph_.net(scope, reg.next)),
                            edge_address(graph_.net(scope, reg.enable)), state.words(), 0};
      if (reg.has_reset) update.reset_value = allocate_value(reg.reset_value);
      (reg.has_reset ? program_.reset_registers : program_.plain_registers).push_back(update);
    }
    for (std::uint32_t i = 0; i < scope.module->memories.size(); ++i) update_memory(scope, i);
  }

  void update_memory(const Scope& scope, std::uint32_t index) {
    const Memory& memory = scope.module->memories[index];
    const std::uint32_t block = memory_index(scope, index);
    const auto words = [&](NodeId id) { return (scope.module->node(id).width + 63U) / 64U; };
    for (const Memory::Write& write : memory.writes) {
      program_.writes.push_back({block, edge_address(graph_.net(scope, write.address)), words(write.address),
                                 edge_address(graph_.net(scope, write.data)),
                                 edge_address(graph_.net(scope, write.enable))});
    }
    for (const Memory::SyncRead& read : memory.sync_reads) {
      auto& reads = read.policy == ReadDuringWrite::old_data ? program_.old_reads : program_.new_reads;
      reads.push_back({block, edge_address(graph_.net(scope, read.address)), words(read.address),
                       slot(graph_.net(scope, read.node)).address,
                       edge_address(graph_.net(scope, read.enable))});
    }
  }

  void describe_observables() {
    const Scope& top = graph_.scopes().front();
    for (const Port& port : top.module->ports) program_.ports.push_back(slot(graph_.net(top, port.node)));
    for (const Scope& scope : graph_.scopes()) {
      for (const Property& property : scope.module->properties) {
        program_.properties.push_back({slot(graph_.net(scope, property.condition)).address, property.is_check,
                                       scope.path + property.name, property.message, property.location});
      }
      collect_names(scope);
    }
    std::stable_sort(program_.names.begin(), program_.names.end(),
                     [](const NamedNet& a, const NamedNet& b) { return a.path < b.path; });
    const auto same = [](const NamedNet& a, const NamedNet& b) { return a.path == b.path; };
    program_.names.erase(std::unique(program_.names.begin(), program_.names.end(), same),
                         program_.names.end());
  }

  void collect_names(const Scope& scope) {
    const auto add_name = [&](const std::string& name, NodeId id) {
      const NetId net = graph_.net(scope, id);
      if (net == no_net || name.empty() || placement_.entries[net].kind == NetKind::unused) return;
      program_.names.push_back({scope.path + name, slot(net)});
    };
    for (const Port& port : scope.module->ports) add_name(port.name, port.node);
    for (const Register& reg : scope.module->registers) add_name(scope.module->node(reg.node).name, reg.node);
    for (NodeId id = 0; id < scope.module->nodes.size(); ++id) {
      if (scope.module->node(id).user_named) add_name(scope.module->node(id).name, id);
    }
  }

  void watch_coverage() {
    const NetlistCoverage coverage(*graph_.scopes().front().module);
    for (const NetlistCoverage::ModuleCounts& counts : coverage.modules()) {
      std::map<NodeId, std::uint32_t> numbers;
      for (const CoverPoint& point : counts.points) {
        const auto next = static_cast<std::uint32_t>(program_.cover_instances.size());
        const auto [entry, is_new] = numbers.emplace(point.net, next);
        if (is_new) program_.cover_instances.push_back(0);
        program_.cover_points.push_back(entry->second);
      }
      for (const Scope& scope : graph_.scopes()) {
        if (scope.module == counts.module) watch_nets(scope, numbers);
      }
    }
  }

  void watch_nets(const Scope& scope, const std::map<NodeId, std::uint32_t>& numbers) {
    for (const auto& [id, number] : numbers) {
      const NetId net = graph_.net(scope, id);
      if (placement_.entries[net].kind == NetKind::unused) continue;
      program_.covers.push_back({slot(net).address, number});
      ++program_.cover_instances[number];
    }
  }

  FlatGraph graph_;
  Placement placement_;
  Program program_;
  std::vector<std::uint32_t> address_;            // of the storage a net owns
  std::vector<std::uint32_t> instance_memories_;  // first memory block by scope
  std::vector<Sample> samples_;
  std::map<std::tuple<NetId, std::uint32_t, std::uint32_t>, std::uint32_t> sample_of_;
  std::vector<Pending> pending_;
};

}  // namespace

Program compile(const Module& top, bool coverage) {
  return Compiler(top).run(coverage);
}

}  // namespace winnow::hdl

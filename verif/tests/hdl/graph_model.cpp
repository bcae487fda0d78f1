// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/graph_model.hpp"

#include <algorithm>
#include <stdexcept>

namespace winnow::verif {

GraphModel::GraphModel(const Graph& graph, const ModuleDescription& module, GraphModel* parent,
                       unsigned instance)
    : module_(module), parent_(parent), instance_(instance) {
  values_.resize(module.terms.size());
  known_.resize(module.terms.size());
  inputs_.resize(module.inputs.size());
  registers_.resize(module.registers.size());
  for (const RegisterDescription& reg : module.registers) registers_known_.push_back(!reg.has_reset);
  for (const MemoryDescription& memory : module.memories) {
    const std::size_t reads = memory.reads.size();
    memories_.push_back({std::vector<Integer>(memory.depth), std::vector<Integer>(reads),
                         std::vector<bool>(memory.depth, true), std::vector<bool>(reads, true)});
  }
  for (unsigned i = 0; i < module.instances.size(); ++i) {
    instances_.push_back(std::unique_ptr<GraphModel>(
        new GraphModel(graph, graph.modules[module.instances[i].module], this, i)));
  }
}

void GraphModel::set_inputs(const std::vector<Integer>& patterns) {
  std::fill(values_.begin(), values_.end(), std::nullopt);
  std::fill(known_.begin(), known_.end(), std::nullopt);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Type& type = module_.inputs[i];
    inputs_[i] = type.is_signed() ? wrap_signed(patterns[i], type.width) : patterns[i];
  }
  for (const auto& instance : instances_) instance->set_inputs({});
}

const Integer& GraphModel::value(unsigned term) {
  if (!values_[term]) values_[term] = compute(module_.terms[term]);
  return *values_[term];
}

bool GraphModel::known(unsigned term) {
  if (!known_[term]) known_[term] = compute_known(module_.terms[term]);
  return *known_[term];
}

bool GraphModel::compute_known(const Term& term) {
  switch (term.kind) {
    case TermKind::input:
      return parent_ == nullptr || parent_->known(parent_->module_.instances[instance_].inputs[term.a]);
    case TermKind::state:
      return registers_known_[term.a];
    case TermKind::memory_read:
      return read_known(memories_[term.a], module_.memories[term.a], term.operands[0]);
    case TermKind::registered_read:
      return memories_[term.a].reads_known[term.b];
    case TermKind::instance_output:
      return instances_[term.a]->output_known(term.b);
    case TermKind::mux:
      return known(term.operands[0]) &&
             known(value(term.operands[0]) == 1 ? term.operands[1] : term.operands[2]);
    case TermKind::bit_and:
      if (one_operand_decides(term, 0)) return true;
      break;
    case TermKind::bit_or:
      if (one_operand_decides(term, power_of_two(term.type.width) - 1)) return true;
      break;
    default:
      break;
  }
  return std::all_of(term.operands.begin(), term.operands.end(), [&](unsigned each) { return known(each); });
}

bool GraphModel::one_operand_decides(const Term& term, const Integer& deciding) {
  return std::any_of(term.operands.begin(), term.operands.end(),
                     [&](unsigned each) { return known(each) && value(each) == deciding; });
}

bool GraphModel::read_known(const MemoryState& state, const MemoryDescription& memory,
                            unsigned address_term) {
  if (!known(address_term)) return false;
  const Integer& address = value(address_term);
  return address >= memory.depth || state.content_known[static_cast<std::size_t>(address)];
}

Integer GraphModel::pattern(unsigned term) {
  return wrap_unsigned(value(term), module_.terms[term].type.width);
}

Integer GraphModel::compute(const Term& term) {
  switch (term.kind) {
    case TermKind::input:
      if (parent_ == nullptr) return inputs_[term.a];
      return parent_->value(parent_->module_.instances[instance_].inputs[term.a]);
    case TermKind::constant:
      return term.value;
    case TermKind::wire:
      return value(term.operands[0]);
    case TermKind::state:
      return registers_[term.a];
    case TermKind::memory_read:
      return read(memories_[term.a], module_.memories[term.a], term.operands[0]);
    case TermKind::registered_read:
      return memories_[term.a].reads[term.b];
    case TermKind::instance_output:
      return instances_[term.a]->output(term.b);
    case TermKind::mux:
      return value(term.operands[0]) == 1 ? value(term.operands[1]) : value(term.operands[2]);
    case TermKind::shift_left_by:
    case TermKind::shift_right_by:
    case TermKind::shift_left:
    case TermKind::shift_right:
      return compute_shift(term);
    case TermKind::cat:
      return concatenate(term);
    case TermKind::bits:
    case TermKind::single_bit:
    case TermKind::sign:
    case TermKind::extend:
    case TermKind::trunc:
    case TermKind::saturate:
    case TermKind::as_signed:
    case TermKind::to_signed:
    case TermKind::as_unsigned:
    case TermKind::any:
    case TermKind::all:
    case TermKind::parity:
      return compute_width_change(term);
    default:
      return compute_arithmetic(term);
  }
}

// Widths grow, so there is nothing to mask here.
Integer GraphModel::compute_arithmetic(const Term& term) {
  const Integer& a = value(term.operands[0]);
  const Integer& b = value(term.operands.size() > 1 ? term.operands[1] : term.operands[0]);
  switch (term.kind) {
    case TermKind::add:
      return a + b;
    case TermKind::subtract:
      return a - b;
    case TermKind::multiply:
      return a * b;
    case TermKind::negate:
      return -a;
    // Bits and unsigned numbers only: never negative.
    case TermKind::bit_and:
      return a & b;
    case TermKind::bit_or:
      return a | b;
    case TermKind::bit_xor:
      return a ^ b;
    case TermKind::bit_not:
      return power_of_two(term.type.width) - 1 - a;
    case TermKind::equal:
      return a == b ? 1 : 0;
    case TermKind::not_equal:
      return a != b ? 1 : 0;
    case TermKind::less:
      return a < b ? 1 : 0;
    case TermKind::less_equal:
      return a <= b ? 1 : 0;
    case TermKind::greater:
      return a > b ? 1 : 0;
    case TermKind::greater_equal:
      return a >= b ? 1 : 0;
    case TermKind::equal_constant:
      return a == term.value ? 1 : 0;
    case TermKind::not_equal_constant:
      return a != term.value ? 1 : 0;
    default:
      throw std::logic_error(std::string("no meaning for ") + name_of(term.kind));
  }
}

Integer GraphModel::compute_width_change(const Term& term) {
  const unsigned operand = term.operands[0];
  const Integer& a = value(operand);
  const unsigned from = module_.terms[operand].type.width;
  const unsigned width = term.type.width;
  switch (term.kind) {
    case TermKind::bits:
      return wrap_unsigned(pattern(operand) >> term.b, term.a - term.b + 1);
    case TermKind::single_bit:
      return wrap_unsigned(pattern(operand) >> term.a, 1);
    case TermKind::sign:
      return a < 0 ? 1 : 0;
    case TermKind::extend:
    case TermKind::to_signed:
      return a;
    case TermKind::trunc:
      return term.type.is_signed() ? wrap_signed(a, width) : wrap_unsigned(a, width);
    case TermKind::saturate: {
      const Integer low = term.type.is_signed() ? Integer(-power_of_two(width - 1)) : Integer(0);
      const Integer high = power_of_two(term.type.is_signed() ? width - 1 : width) - 1;
      return std::clamp(a, low, high);
    }
    case TermKind::as_signed:
      return wrap_signed(a, width);
    case TermKind::as_unsigned:
      return wrap_unsigned(a, width);
    case TermKind::any:
      return a != 0 ? 1 : 0;
    case TermKind::all:
      return a == power_of_two(from) - 1 ? 1 : 0;
    case TermKind::parity: {
      unsigned ones = 0;
      for (unsigned i = 0; i < from; ++i) ones += bit_test(a, i) ? 1 : 0;
      return ones % 2;
    }
    default:
      throw std::logic_error(std::string("no meaning for ") + name_of(term.kind));
  }
}

Integer GraphModel::compute_shift(const Term& term) {
  const Integer& a = value(term.operands[0]);
  if (term.kind == TermKind::shift_left_by) return a * power_of_two(term.a);
  if (term.kind == TermKind::shift_right_by) return floor_shift(a, term.a);
  // Beyond the width further bits make no difference.
  const Integer& wanted = value(term.operands[1]);
  const unsigned amount = wanted > 1000 ? 1000U : static_cast<unsigned>(wanted);
  if (term.kind == TermKind::shift_right) return floor_shift(a, amount);
  const Integer shifted = a * power_of_two(amount);
  return term.type.is_signed() ? wrap_signed(shifted, term.type.width)
                               : wrap_unsigned(shifted, term.type.width);
}

Integer GraphModel::concatenate(const Term& term) {
  Integer joined = 0;
  for (const unsigned part : term.operands) {
    joined = joined * power_of_two(module_.terms[part].type.width) + pattern(part);
  }
  return joined;
}

Integer GraphModel::read(const MemoryState& state, const MemoryDescription& memory, unsigned address_term) {
  const Integer& address = value(address_term);
  return address < memory.depth ? state.content[static_cast<std::size_t>(address)] : Integer(0);
}

void GraphModel::clock(bool reset) {
  sample(reset);
  commit();
}

// Everything is computed from the state before the edge first; the models above and below still need it.
void GraphModel::sample(bool reset) {
  next_registers_ = registers_;
  next_registers_known_ = registers_known_;
  for (std::size_t i = 0; i < module_.registers.size(); ++i) sample_register(i, reset);
  next_memories_ = memories_;
  for (std::size_t i = 0; i < module_.memories.size(); ++i) sample_memory(i);
  if (!reset) {
    for (const PropertyDescription& property : module_.properties) {
      const bool holds = is_one(property.condition);
      if (!known(property.condition)) ++counts_.unknown;
      if (holds) ++counts_.hits;
      if (property.is_check && !holds) ++counts_.violations;
    }
  }
  for (const auto& instance : instances_) instance->sample(reset);
}

void GraphModel::sample_register(std::size_t index, bool reset) {
  const RegisterDescription& reg = module_.registers[index];
  if (reset && reg.has_reset) {
    next_registers_[index] = reg.reset_value;
    next_registers_known_[index] = true;
    return;
  }
  if (is_one(reg.enable)) {
    next_registers_[index] = value(reg.next);
    next_registers_known_[index] = known(reg.next);
  }
  if (!enable_known(reg.enable)) next_registers_known_[index] = false;
}

void GraphModel::sample_memory(std::size_t index) {
  const MemoryDescription& memory = module_.memories[index];
  MemoryState& next = next_memories_[index];
  for (const MemoryDescription::Write& write : memory.writes) sample_write(memory, write, next);
  for (std::size_t i = 0; i < memory.reads.size(); ++i) {
    const MemoryDescription::Read& port = memory.reads[i];
    const MemoryState& seen = port.sees_new_data ? next : memories_[index];
    if (is_one(port.enable)) {
      next.reads[i] = read(seen, memory, port.address);
      next.reads_known[i] = read_known(seen, memory, port.address);
    }
    if (!known(port.enable)) next.reads_known[i] = false;
  }
}

void GraphModel::sample_write(const MemoryDescription& memory, const MemoryDescription::Write& write,
                              MemoryState& next) {
  const bool enabled = is_one(write.enable);
  const bool maybe = enabled || !known(write.enable);
  if (maybe && !(known(write.enable) && known(write.address))) {
    // It may have gone anywhere.
    std::fill(next.content_known.begin(), next.content_known.end(), false);
  }
  const Integer& address = value(write.address);
  if (!enabled || address >= memory.depth) return;
  const auto entry = static_cast<std::size_t>(address);
  next.content[entry] = value(write.data);
  if (known(write.enable) && known(write.address)) next.content_known[entry] = known(write.data);
}

void GraphModel::commit() {
  registers_ = next_registers_;
  registers_known_ = next_registers_known_;
  memories_ = next_memories_;
  std::fill(values_.begin(), values_.end(), std::nullopt);
  std::fill(known_.begin(), known_.end(), std::nullopt);
  for (const auto& instance : instances_) instance->commit();
}

GraphModel::Counts GraphModel::counts() const {
  Counts sum = counts_;
  for (const auto& instance : instances_) {
    const Counts below = instance->counts();
    sum.hits += below.hits;
    sum.unknown += below.unknown;
    sum.violations += below.violations;
  }
  return sum;
}

}  // namespace winnow::verif

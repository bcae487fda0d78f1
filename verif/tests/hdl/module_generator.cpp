// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/hdl/module_generator.hpp"

#include <algorithm>

namespace winnow::verif {

ModuleDescription ModuleGenerator::run() {
  declare_inputs();
  declare_state();
  choose_instances();
  const unsigned wanted = 8 + below(18);
  for (unsigned made = 0, tries = 0; made < wanted && tries < 1000; ++tries) {
    if (!pending_instances_.empty() && random_.one_in(6)) connect_instance();
    if (add_operation()) ++made;
  }
  while (!pending_instances_.empty()) connect_instance();
  connect_state();
  connect_memories();
  add_properties();
  choose_outputs();
  return std::move(module_);
}

unsigned ModuleGenerator::random_width() {
  switch (below(10)) {
    case 0:
      return 1;
    case 1:
    case 2:
    case 3:
      return 1 + below(8);
    case 4:
    case 5:
    case 6:
      return 1 + below(33);
    case 7:
      return 30 + below(6);
    case 8:
      return 62 + below(6);
    default:
      return 1 + below(widest_operand);
  }
}

Type ModuleGenerator::random_type() {
  switch (below(5)) {
    case 0:
      return bit_type();
    case 1:
    case 2:
      return unsigned_type(random_width());
    default:
      return signed_type(random_width());
  }
}

unsigned ModuleGenerator::add(TermKind kind, Type result, std::vector<unsigned> operands, unsigned a,
                              unsigned b) {
  for (const unsigned operand : operands) used_[operand] = true;
  Term term;
  term.kind = kind;
  term.type = result;
  term.operands = std::move(operands);
  term.a = a;
  term.b = b;
  const bool may_be_named = kind != TermKind::state && kind != TermKind::wire;
  term.named = may_be_named && one_in(5);
  module_.terms.push_back(std::move(term));
  used_.push_back(false);
  return static_cast<unsigned>(module_.terms.size() - 1);
}

unsigned ModuleGenerator::add_constant(Type wanted) {
  const unsigned term = add(TermKind::constant, wanted);
  const Integer pattern = corner_bits(random_, wanted.width, below(12));
  module_.terms[term].value = wanted.is_signed() ? wrap_signed(pattern, wanted.width) : pattern;
  return term;
}

unsigned ModuleGenerator::pick(Kind kind, unsigned widest) {
  std::vector<unsigned> all, fresh;
  for (unsigned i = 0; i < module_.terms.size(); ++i) {
    if (type(i).kind != kind || type(i).width > widest) continue;
    all.push_back(i);
    if (!used_[i]) fresh.push_back(i);
  }
  if (!fresh.empty() && !one_in(3)) return fresh[below(static_cast<unsigned>(fresh.size()))];
  if (!all.empty() && !one_in(12)) return all[below(static_cast<unsigned>(all.size()))];
  // The builder's signed constants take 64-bit values.
  const unsigned width = std::min({random_width(), widest, kind == Kind::signed_number ? 64U : widest});
  return add_constant({kind, kind == Kind::bit ? 1 : width});
}

void ModuleGenerator::declare_inputs() {
  const unsigned count = 1 + below(5);
  const unsigned first_kind = below(3);
  for (unsigned i = 0; i < count; ++i) {
    // A kind that has no input mostly meets constants only: take them in turn.
    const auto kind = static_cast<Kind>((first_kind + i) % 3);
    module_.inputs.push_back({kind, kind == Kind::bit ? 1 : random_width()});
    add(TermKind::input, module_.inputs.back(), {}, i);
  }
}

void ModuleGenerator::declare_state() {
  const unsigned registers = below(4);
  for (unsigned i = 0; i < registers; ++i) {
    RegisterDescription reg;
    const Type kept = random_type();
    reg.term = add(TermKind::state, kept, {}, i);
    reg.has_reset = !one_in(3);
    // The builder takes reset values of 64 bits.
    const unsigned bits = std::min(kept.width, 63U);
    const Integer pattern = corner_bits(random_, bits, below(12));
    const Integer value = kept.is_signed() ? wrap_signed(pattern, bits) : pattern;
    reg.reset_value = static_cast<std::int64_t>(value);
    module_.registers.push_back(reg);
  }
  if (one_in(3)) declare_memory();
}

void ModuleGenerator::declare_memory() {
  MemoryDescription memory;
  memory.width = random_width();
  memory.depth = one_in(2) ? 1U << below(5) : 1 + below(20);
  const unsigned reads = below(3);
  for (unsigned i = 0; i < reads; ++i) {
    MemoryDescription::Read read;
    read.term = add(TermKind::registered_read, unsigned_type(memory.width), {}, 0, i);
    read.sees_new_data = one_in(2);
    memory.reads.push_back(read);
  }
  module_.memories.push_back(memory);
}

bool ModuleGenerator::is_state_output(const ModuleDescription& child, unsigned output) {
  return child.terms[child.outputs[output]].kind == TermKind::state;
}

void ModuleGenerator::add_outputs_of(unsigned instance, bool of_state) {
  const ModuleDescription& child = children_[module_.instances[instance].module];
  for (unsigned i = 0; i < child.outputs.size(); ++i) {
    if (is_state_output(child, i) != of_state) continue;
    add(TermKind::instance_output, child.terms[child.outputs[i]].type, {}, instance, i);
  }
}

void ModuleGenerator::choose_instances() {
  if (children_.empty()) return;
  const unsigned count = 1 + below(2);
  for (unsigned i = 0; i < count; ++i) {
    module_.instances.push_back({below(static_cast<unsigned>(children_.size())), {}});
    pending_instances_.push_back(i);
    add_outputs_of(i, true);
  }
}

void ModuleGenerator::connect_instance() {
  const unsigned instance = pending_instances_.back();
  pending_instances_.pop_back();
  const ModuleDescription& child = children_[module_.instances[instance].module];
  for (const Type& input : child.inputs) {
    const unsigned term = fitting(input);
    used_[term] = true;
    module_.instances[instance].inputs.push_back(term);
  }
  add_outputs_of(instance, false);
}

unsigned ModuleGenerator::fitting(Type wanted) {
  const unsigned term = pick(wanted.kind, 10000);
  if (type(term).width <= wanted.width) return term;
  const TermKind kind = one_in(3) ? TermKind::saturate : TermKind::trunc;
  return add(kind, {wanted.kind, 1 + (one_in(4) ? below(wanted.width) : wanted.width - 1)}, {term});
}

unsigned ModuleGenerator::optional_enable() {
  if (one_in(2)) return no_term;
  const unsigned enable = fitting_bit();
  used_[enable] = true;
  return enable;
}

void ModuleGenerator::connect_state() {
  for (std::size_t i = 0; i < module_.registers.size(); ++i) {
    const unsigned next = fitting(type(module_.registers[i].term));
    used_[next] = true;
    module_.registers[i].next = next;
    module_.registers[i].enable = optional_enable();
  }
}

void ModuleGenerator::connect_memories() {
  for (std::size_t m = 0; m < module_.memories.size(); ++m) {
    const unsigned address_width = module_.memories[m].address_width();
    const unsigned width = module_.memories[m].width;
    const unsigned writes = 1 + below(3);
    for (unsigned i = 0; i < writes; ++i) {
      const MemoryDescription::Write write{fitting(unsigned_type(address_width)),
                                           fitting(unsigned_type(width)), fitting_bit()};
      for (const unsigned term : {write.address, write.data, write.enable}) used_[term] = true;
      module_.memories[m].writes.push_back(write);
    }
    for (std::size_t i = 0; i < module_.memories[m].reads.size(); ++i) {
      const unsigned address = fitting(unsigned_type(address_width));
      const unsigned enable = fitting_bit();
      used_[address] = used_[enable] = true;
      module_.memories[m].reads[i].address = address;
      module_.memories[m].reads[i].enable = enable;
    }
  }
}

void ModuleGenerator::add_properties() {
  const unsigned count = below(3);
  for (unsigned i = 0; i < count; ++i) module_.properties.push_back({one_in(2), fitting_bit()});
}

void ModuleGenerator::choose_outputs() {
  for (unsigned i = 0; i < module_.terms.size(); ++i) {
    if (!used_[i]) module_.outputs.push_back(i);
  }
  // A register at a child's output may feed the child's inputs in the module above.
  if (!module_.registers.empty()) {
    const unsigned term = module_.registers.front().term;
    if (used_[term]) module_.outputs.push_back(term);
  }
  if (module_.outputs.empty()) module_.outputs.push_back(static_cast<unsigned>(module_.terms.size()) - 1);
}

}  // namespace winnow::verif

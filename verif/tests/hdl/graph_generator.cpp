// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "verif/harness/random.hpp"
#include "verif/tests/hdl/graph.hpp"

namespace winnow::verif {
namespace {

using Kind = Type::Kind;

constexpr unsigned widest_operand = 200;
constexpr unsigned widest_result = 264;

class ModuleGenerator {
 public:
  ModuleGenerator(Random& random, const std::vector<ModuleDescription>& children)
      : random_(random), children_(children) {}

  ModuleDescription run() {
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

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_.below(bound)); }
  bool one_in(unsigned n) { return random_.one_in(n); }
  const Type& type(unsigned term) const { return module_.terms[term].type; }

  // Small widths mostly, then word boundaries, then anything.
  unsigned random_width() {
    switch (below(10)) {
      case 0: return 1;
      case 1:
      case 2:
      case 3: return 1 + below(8);
      case 4:
      case 5:
      case 6: return 1 + below(33);
      case 7: return 30 + below(6);
      case 8: return 62 + below(6);
      default: return 1 + below(widest_operand);
    }
  }

  Type random_type() {
    switch (below(5)) {
      case 0: return bit_type();
      case 1:
      case 2: return unsigned_type(random_width());
      default: return signed_type(random_width());
    }
  }

  unsigned add(TermKind kind, Type result, std::vector<unsigned> operands = {}, unsigned a = 0, unsigned b = 0) {
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

  unsigned add_constant(Type wanted) {
    const unsigned term = add(TermKind::constant, wanted);
    const Integer pattern = corner_bits(random_, wanted.width, below(12));
    module_.terms[term].value = wanted.is_signed() ? wrap_signed(pattern, wanted.width) : pattern;
    return term;
  }

  // A random term of a kind, rather one that nothing uses yet; a new constant where there is none.
  unsigned pick(Kind kind, unsigned widest = widest_operand) {
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
  unsigned pick_any() { return pick(random_kind()); }
  Kind random_kind() { return static_cast<Kind>(below(3)); }
  Kind random_number() { return one_in(2) ? Kind::unsigned_number : Kind::signed_number; }

  void declare_inputs() {
    const unsigned count = 1 + below(5);
    const unsigned first_kind = below(3);
    for (unsigned i = 0; i < count; ++i) {
      // A kind that has no input mostly meets constants only: take them in turn.
      const auto kind = static_cast<Kind>((first_kind + i) % 3);
      module_.inputs.push_back({kind, kind == Kind::bit ? 1 : random_width()});
      add(TermKind::input, module_.inputs.back(), {}, i);
    }
  }

  void declare_state() {
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

  void declare_memory() {
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

  // True when the output is a register of the child: it may feed the child's own inputs.
  static bool is_state_output(const ModuleDescription& child, unsigned output) {
    return child.terms[child.outputs[output]].kind == TermKind::state;
  }

  void add_outputs_of(unsigned instance, bool of_state) {
    const ModuleDescription& child = children_[module_.instances[instance].module];
    for (unsigned i = 0; i < child.outputs.size(); ++i) {
      if (is_state_output(child, i) != of_state) continue;
      add(TermKind::instance_output, child.terms[child.outputs[i]].type, {}, instance, i);
    }
  }

  void choose_instances() {
    if (children_.empty()) return;
    const unsigned count = 1 + below(2);
    for (unsigned i = 0; i < count; ++i) {
      module_.instances.push_back({below(static_cast<unsigned>(children_.size())), {}});
      pending_instances_.push_back(i);
      add_outputs_of(i, true);
    }
  }

  void connect_instance() {
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

  // A term of this kind that is not wider.
  unsigned fitting(Type wanted) {
    const unsigned term = pick(wanted.kind, 10000);
    if (type(term).width <= wanted.width) return term;
    const TermKind kind = one_in(3) ? TermKind::saturate : TermKind::trunc;
    return add(kind, {wanted.kind, 1 + (one_in(4) ? below(wanted.width) : wanted.width - 1)}, {term});
  }
  unsigned fitting_bit() { return pick(Kind::bit); }

  // False when the choice did not work out.
  bool add_operation() {
    switch (below(18)) {
      case 0:
      case 1: return add_sum(TermKind::add);
      case 2: return add_sum(TermKind::subtract);
      case 3: return add_product();
      case 4: return add_negation();
      case 5:
      case 6: return add_bitwise();
      case 7: return add_comparison();
      case 8: return add_constant_comparison();
      case 9:
      case 10: return add_mux();
      case 11: return add_cat();
      case 12: return add_selection();
      case 13: return add_width_change();
      case 14: return add_sign_change();
      case 15: return add_reduction();
      case 16: return add_shift();
      default: return add_wire_or_read();
    }
  }

  bool add_sum(TermKind kind) {
    const Kind number = random_number();
    const unsigned a = pick(number), b = pick(number);
    const Kind result = kind == TermKind::subtract ? Kind::signed_number : number;
    add(kind, {result, std::max(type(a).width, type(b).width) + 1}, {a, b});
    return true;
  }

  bool add_product() {
    const Kind number = random_number();
    const unsigned a = pick(number), b = pick(number);
    if (type(a).width + type(b).width > widest_result) return false;
    add(TermKind::multiply, {number, type(a).width + type(b).width}, {a, b});
    return true;
  }

  bool add_negation() {
    if (one_in(2)) {
      const unsigned a = pick(Kind::signed_number);
      add(TermKind::negate, signed_type(type(a).width + 1), {a});
    } else {
      const unsigned a = pick(one_in(2) ? Kind::bit : Kind::unsigned_number);
      add(TermKind::bit_not, type(a), {a});
    }
    return true;
  }

  bool add_bitwise() {
    const Kind kind = one_in(2) ? Kind::bit : Kind::unsigned_number;
    const unsigned a = pick(kind), b = pick(kind);
    const auto operation = static_cast<TermKind>(static_cast<unsigned>(TermKind::bit_and) + below(3));
    add(operation, {kind, std::max(type(a).width, type(b).width)}, {a, b});
    return true;
  }

  bool add_comparison() {
    const Kind number = random_number();
    const unsigned a = pick(number), b = pick(number);
    if (a == b && !one_in(10)) return false;
    add(static_cast<TermKind>(static_cast<unsigned>(TermKind::equal) + below(6)), bit_type(), {a, b});
    return true;
  }

  bool add_constant_comparison() {
    // Equality with a wide number is rarely met.
    const unsigned a = pick(Kind::unsigned_number, one_in(2) ? 5 : widest_operand);
    const unsigned term = add(one_in(2) ? TermKind::equal_constant : TermKind::not_equal_constant, bit_type(), {a});
    module_.terms[term].value = corner_bits(random_, std::min(type(a).width, 64U), below(12));
    return true;
  }

  bool add_mux() {
    const Kind kind = random_kind();
    const unsigned select = pick(Kind::bit), a = pick(kind), b = pick(kind);
    add(TermKind::mux, {kind, std::max(type(a).width, type(b).width)}, {select, a, b});
    return true;
  }

  bool add_cat() {
    std::vector<unsigned> parts;
    unsigned width = 0;
    const unsigned count = 1 + below(5);
    for (unsigned i = 0; i < count; ++i) {
      const unsigned part = pick_any();
      if (width + type(part).width > widest_operand) continue;
      width += type(part).width;
      parts.push_back(part);
    }
    if (parts.empty()) return false;
    add(TermKind::cat, unsigned_type(width), std::move(parts));
    return true;
  }

  bool add_selection() {
    const unsigned a = pick(random_number(), 10000);
    if (one_in(3)) {
      add(TermKind::single_bit, bit_type(), {a}, below(type(a).width));
    } else if (type(a).is_signed() && one_in(4)) {
      add(TermKind::sign, bit_type(), {a});
    } else {
      const unsigned low = below(type(a).width);
      const unsigned high = low + below(type(a).width - low);
      add(TermKind::bits, unsigned_type(high - low + 1), {a}, high, low);
    }
    return true;
  }

  bool add_width_change() {
    const unsigned a = pick(random_number(), 10000);
    const Type& from = type(a);
    switch (below(3)) {
      case 0: add(TermKind::extend, {from.kind, std::min(from.width + below(40), std::max(from.width, widest_result))}, {a}); break;
      case 1: add(TermKind::trunc, {from.kind, 1 + below(from.width)}, {a}); break;
      default: add(TermKind::saturate, {from.kind, 1 + below(from.width)}, {a}); break;
    }
    return true;
  }

  bool add_sign_change() {
    const unsigned a = pick(random_kind());
    const unsigned width = type(a).width;
    if (type(a).kind != Kind::unsigned_number) {
      add(TermKind::as_unsigned, unsigned_type(width), {a});
    } else if (one_in(2)) {
      add(TermKind::as_signed, signed_type(width), {a});
    } else {
      add(TermKind::to_signed, signed_type(width + 1), {a});
    }
    return true;
  }

  bool add_reduction() {
    const unsigned a = pick(Kind::unsigned_number, 10000);
    add(static_cast<TermKind>(static_cast<unsigned>(TermKind::any) + below(3)), bit_type(), {a});
    return true;
  }

  bool add_shift() {
    const unsigned a = pick(random_number());
    const Type from = type(a);
    switch (below(4)) {
      case 0: {
        const unsigned amount = below(24);
        add(TermKind::shift_left_by, {from.kind, from.width + amount}, {a}, amount);
        return true;
      }
      case 1: {
        const unsigned amount = below(from.width + 3);
        add(TermKind::shift_right_by, {from.kind, amount >= from.width ? 1 : from.width - amount}, {a}, amount);
        return true;
      }
      case 2:
        add(TermKind::shift_left, {from.kind, one_in(3) ? from.width : random_width()}, {a, shift_amount()});
        return true;
      default:
        add(TermKind::shift_right, from, {a, shift_amount()});
        return true;
    }
  }

  // Mostly few bits, so that something is left of the shifted value.
  unsigned shift_amount() {
    const unsigned term = pick(Kind::unsigned_number);
    const unsigned wanted = 2 + below(7);
    if (type(term).width <= wanted || one_in(6)) return term;
    return add(TermKind::trunc, unsigned_type(wanted), {term});
  }

  bool add_wire_or_read() {
    if (!module_.memories.empty() && one_in(2)) {
      const MemoryDescription& memory = module_.memories.front();
      const unsigned width = memory.width;
      const unsigned address = fitting(unsigned_type(memory.address_width()));
      add(TermKind::memory_read, unsigned_type(width), {address});
    } else {
      const unsigned driver = pick_any();
      const unsigned wider = type(driver).kind == Kind::bit || !one_in(3) ? 0 : below(10);
      add(TermKind::wire, {type(driver).kind, type(driver).width + wider}, {driver});
    }
    return true;
  }

  unsigned optional_enable() {
    if (one_in(2)) return no_term;
    const unsigned enable = fitting_bit();
    used_[enable] = true;
    return enable;
  }

  void connect_state() {
    for (std::size_t i = 0; i < module_.registers.size(); ++i) {
      const unsigned next = fitting(type(module_.registers[i].term));
      used_[next] = true;
      module_.registers[i].next = next;
      module_.registers[i].enable = optional_enable();
    }
  }

  void connect_memories() {
    for (std::size_t m = 0; m < module_.memories.size(); ++m) {
      const unsigned address_width = module_.memories[m].address_width();
      const unsigned width = module_.memories[m].width;
      const unsigned writes = 1 + below(3);
      for (unsigned i = 0; i < writes; ++i) {
        const MemoryDescription::Write write{fitting(unsigned_type(address_width)), fitting(unsigned_type(width)),
                                             fitting_bit()};
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

  void add_properties() {
    const unsigned count = below(3);
    for (unsigned i = 0; i < count; ++i) module_.properties.push_back({one_in(2), fitting_bit()});
  }

  // Whatever nothing uses is an output, so that nothing goes unseen.
  void choose_outputs() {
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

  Random& random_;
  const std::vector<ModuleDescription>& children_;
  ModuleDescription module_;
  std::vector<bool> used_;
  std::vector<unsigned> pending_instances_;
};

}  // namespace

Graph generate_graph(std::uint64_t seed, const std::string& name) {
  Random random(seed);
  Graph graph;
  graph.seed = seed;
  graph.name = name;
  const auto levels = static_cast<unsigned>(random.below(4));
  const unsigned modules = levels < 2 ? 1 : levels;
  for (unsigned i = 0; i < modules; ++i) {
    // The first module has no children; each later one instantiates some of those before it.
    graph.modules.push_back(ModuleGenerator(random, graph.modules).run());
  }
  return graph;
}

}  // namespace winnow::verif

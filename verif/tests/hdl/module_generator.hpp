// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "verif/harness/random.hpp"
#include "verif/tests/hdl/graph.hpp"

namespace winnow::verif {

// Makes one random module of a graph. The first operands it looks for are terms that nothing uses yet, so
// that chains grow and little is left over.
class ModuleGenerator {
 public:
  using Kind = Type::Kind;
  static constexpr unsigned widest_operand = 200;
  static constexpr unsigned widest_result = 264;

  ModuleGenerator(Random& random, const std::vector<ModuleDescription>& children)
      : random_(random), children_(children) {}
  ModuleDescription run();

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_.below(bound)); }
  bool one_in(unsigned n) { return random_.one_in(n); }
  const Type& type(unsigned term) const { return module_.terms[term].type; }
  // Small widths mostly, then word boundaries, then anything.
  unsigned random_width();
  Type random_type();
  unsigned add(TermKind kind, Type result, std::vector<unsigned> operands = {}, unsigned a = 0,
               unsigned b = 0);
  unsigned add_constant(Type wanted);
  // A random term of a kind, rather one that nothing uses yet; a new constant where there is none.
  unsigned pick(Kind kind, unsigned widest = widest_operand);
  unsigned pick_any() { return pick(random_kind()); }
  Kind random_kind() { return static_cast<Kind>(below(3)); }
  Kind random_number() { return one_in(2) ? Kind::unsigned_number : Kind::signed_number; }
  void declare_inputs();
  void declare_state();
  void declare_memory();
  // True when the output is a register of the child: it may feed the child's own inputs.
  static bool is_state_output(const ModuleDescription& child, unsigned output);
  void add_outputs_of(unsigned instance, bool of_state);
  void choose_instances();
  void connect_instance();
  // A term of this kind that is not wider.
  unsigned fitting(Type wanted);
  unsigned fitting_bit() { return pick(Kind::bit); }
  // False when the choice did not work out.
  bool add_operation();
  bool add_sum(TermKind kind);
  bool add_product();
  bool add_negation();
  bool add_bitwise();
  bool add_comparison();
  bool add_constant_comparison();
  bool add_mux();
  bool add_cat();
  bool add_selection();
  bool add_width_change();
  bool add_sign_change();
  bool add_reduction();
  bool add_shift();
  // Mostly few bits, so that something is left of the shifted value.
  unsigned shift_amount();
  bool add_wire_or_read();
  unsigned optional_enable();
  void connect_state();
  void connect_memories();
  void add_properties();
  // Whatever nothing uses is an output, so that nothing goes unseen.
  void choose_outputs();

  Random& random_;
  const std::vector<ModuleDescription>& children_;
  ModuleDescription module_;
  std::vector<bool> used_;
  std::vector<unsigned> pending_instances_;
};

}  // namespace winnow::verif

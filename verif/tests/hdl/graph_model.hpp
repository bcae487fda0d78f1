// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "verif/tests/hdl/graph.hpp"

namespace winnow::verif {

// Evaluates one module of a graph, and its instances, with mathematical integers.
//
// State without a reset powers up as zero. What a register with a reset holds before its first reset is not
// defined (a pass may turn one that never changes into its reset value), and neither is what is computed from
// it: known() tells, rather once too often no than yes.
class GraphModel {
 public:
  explicit GraphModel(const Graph& graph) : GraphModel(graph, graph.top(), nullptr, 0) {}

  // Patterns of the inputs, by index; values of signed inputs are two's complement patterns.
  void set_inputs(const std::vector<Integer>& patterns);
  // Value of a term of the top in this cycle: negative where it is.
  const Integer& value(unsigned term);
  bool known(unsigned term);
  const Integer& output(unsigned index) { return value(module_.outputs[index]); }
  // One rising clock edge.
  void clock(bool reset);

  bool output_known(unsigned index) { return known(module_.outputs[index]); }

  // Over the whole hierarchy: how often a property's condition was 1 or not known at a clock edge outside
  // reset, and how often a check's was 0.
  struct Counts {
    std::uint64_t hits = 0, unknown = 0, violations = 0;
  };
  Counts counts() const;

 private:
  struct MemoryState {
    std::vector<Integer> content, reads;
    std::vector<bool> content_known, reads_known;
  };
  GraphModel(const Graph& graph, const ModuleDescription& module, GraphModel* parent, unsigned instance);

  Integer compute(const Term& term);
  Integer compute_arithmetic(const Term& term);
  Integer compute_width_change(const Term& term);
  Integer compute_shift(const Term& term);
  Integer concatenate(const Term& term);
  Integer pattern(unsigned term);  // of its bits, unsigned
  bool is_one(unsigned term) { return term == no_term || value(term) == 1; }
  bool compute_known(const Term& term);
  // A known operand of this value decides the result whatever the other is.
  bool one_operand_decides(const Term& term, const Integer& deciding);
  bool enable_known(unsigned term) { return term == no_term || known(term); }
  bool read_known(const MemoryState& state, const MemoryDescription& memory, unsigned address_term);
  Integer read(const MemoryState& state, const MemoryDescription& memory, unsigned address_term);

  void sample(bool reset);
  void sample_register(std::size_t index, bool reset);
  void sample_memory(std::size_t index);
  void sample_write(const MemoryDescription& memory, const MemoryDescription::Write& write,
                    MemoryState& next);
  void commit();

  const ModuleDescription& module_;
  GraphModel* parent_;
  unsigned instance_;
  std::vector<Integer> inputs_;
  std::vector<std::optional<Integer>> values_;  // of this cycle's terms, as far as asked for
  std::vector<std::optional<bool>> known_;
  std::vector<Integer> registers_, next_registers_;
  std::vector<bool> registers_known_, next_registers_known_;
  std::vector<MemoryState> memories_, next_memories_;
  std::vector<std::unique_ptr<GraphModel>> instances_;
  Counts counts_;
};

}  // namespace winnow::verif

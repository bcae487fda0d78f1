// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "verif/tests/hdl/graph.hpp"

namespace winnow::verif {

// Evaluates one module of a graph, and its instances, with mathematical integers. State powers up as zero.
class GraphModel {
 public:
  explicit GraphModel(const Graph& graph) : GraphModel(graph, graph.top(), nullptr, 0) {}

  // Patterns of the inputs, by index; values of signed inputs are two's complement patterns.
  void set_inputs(const std::vector<Integer>& patterns);
  // Value of a term of the top in this cycle: negative where it is.
  const Integer& value(unsigned term);
  const Integer& output(unsigned index) { return value(module_.outputs[index]); }
  // One rising clock edge.
  void clock(bool reset);

  // Over the whole hierarchy, counted at clock edges outside reset.
  std::uint64_t violations() const;
  std::uint64_t cover_hits() const;

 private:
  struct MemoryState {
    std::vector<Integer> content;
    std::vector<Integer> reads;
  };
  GraphModel(const Graph& graph, const ModuleDescription& module, GraphModel* parent, unsigned instance);

  Integer compute(const Term& term);
  Integer compute_arithmetic(const Term& term);
  Integer compute_width_change(const Term& term);
  Integer compute_shift(const Term& term);
  Integer concatenate(const Term& term);
  Integer pattern(unsigned term);  // of its bits, unsigned
  bool is_one(unsigned term) { return term == no_term || value(term) == 1; }
  Integer read(const MemoryState& state, const MemoryDescription& memory, unsigned address_term);

  void sample(bool reset);
  void sample_memory(std::size_t index);
  void commit();

  const ModuleDescription& module_;
  GraphModel* parent_;
  unsigned instance_;
  std::vector<Integer> inputs_;
  std::vector<std::optional<Integer>> values_;  // of this cycle's terms, as far as asked for
  std::vector<Integer> registers_, next_registers_;
  std::vector<MemoryState> memories_, next_memories_;
  std::vector<std::unique_ptr<GraphModel>> instances_;
  std::uint64_t violations_ = 0, cover_hits_ = 0;
};

}  // namespace winnow::verif

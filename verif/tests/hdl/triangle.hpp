// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gen/hdl/netlist/design.hpp"
#include "verif/engines/evaluator_dut.hpp"
#include "verif/harness/dut.hpp"
#include "verif/tests/hdl/graph.hpp"
#include "verif/tests/hdl/graph_model.hpp"

namespace winnow::verif {

// The base seed: WINNOW_SEED, or a fixed number.
std::uint64_t base_seed();
// Seed of one graph of a run.
std::uint64_t graph_seed(std::uint64_t base, unsigned graph);

// Inputs of one graph for some cycles and what the integers say of its outputs.
struct Trace {
  struct Cycle {
    std::vector<std::vector<std::uint32_t>> inputs, outputs;  // words, by port
    std::vector<bool> known;                                  // by output
  };
  std::vector<Cycle> cycles;
  GraphModel::Counts properties;
};

// Corner patterns on all inputs at once first, then any mixture.
Trace make_trace(const Graph& graph, const std::vector<bool>& resets);
// Reset (active) by cycle: the first two, then now and then.
std::vector<bool> make_resets(std::uint64_t base, unsigned cycles);

// Some graphs with their traces, built side by side into one design.
class Batch {
 public:
  // Graphs first to first + count - 1 of the run with this base seed.
  Batch(std::uint64_t base, unsigned first, unsigned count, unsigned cycles);
  // One graph, such as a shrunk one, played as if it were graph `number` of that run. Throws
  // hdl::ElaborationError when the builder refuses it.
  Batch(Graph graph, std::uint64_t base, unsigned number, unsigned cycles);

  // A new elaboration; `design` owns the top.
  const hdl::Module& build(hdl::Design& design) const;
  const std::string& name() const { return name_; }

  // Plays all traces on a device of the batch, whose state without reset has powered up as zero. Empty when
  // it does as the integers do in every cycle and output that they know, else everything needed to understand
  // the first difference: seed, operations, and values of all terms in that cycle; `graph`, if given, is then
  // the index of the graph that differs.
  std::string compare(Dut& dut, const std::string& who, std::size_t* graph = nullptr) const;
  // Likewise for an evaluator, which is reset even when the design has no port for it: properties do not
  // count then.
  std::string compare(EvaluatorDut& dut, const std::string& who, std::size_t* graph = nullptr) const;
  // Likewise for an evaluator, with the counts of what the properties saw.
  std::string compare_evaluator(const hdl::Module& top, const std::string& who) const;
  // The second part of that alone.
  std::string compare_properties(const hdl::Evaluator& evaluator, const std::string& who) const;
  // The part of the outputs' values that are known and so compared.
  double known_share() const;
  const std::vector<Graph>& graphs() const { return graphs_; }
  unsigned number_of(std::size_t graph) const { return first_ + static_cast<unsigned>(graph); }

 private:
  struct Difference {
    std::size_t graph = 0, output = 0;
    unsigned cycle = 0;
    std::vector<std::uint32_t> got;
  };
  std::string play(Dut& dut, const std::string& who, std::size_t* graph,
                   const std::function<void(bool active)>& reset) const;
  std::string explain(const Difference& difference, const std::string& who) const;
  void make_traces();

  std::uint64_t base_;
  unsigned first_;
  std::string name_;
  std::vector<Graph> graphs_;
  std::vector<bool> resets_;
  std::vector<Trace> traces_;
};

}  // namespace winnow::verif

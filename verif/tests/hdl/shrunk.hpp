// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "gen/hdl/netlist/design.hpp"
#include "verif/tests/hdl/graph_shrink.hpp"

namespace winnow::verif {

// What is done to a finished design between two comparisons, such as the passes.
using Transform = std::function<void(hdl::Design&)>;

// What a test says of one graph. Reductions keep the kind of a difference: one of another kind is another
// matter.
struct GraphVerdict {
  enum class Kind : std::uint8_t { agrees, outputs_differ, properties_differ, throws, refused };
  Kind kind = Kind::agrees;
  std::string text;  // the difference; "" when it agrees
  bool fails() const { return kind != Kind::agrees && kind != Kind::refused; }
};

// What it throws is a difference, too, but for an hdl::ElaborationError: the builder refuses the graph.
using CompareGraph = std::function<GraphVerdict(const FailingGraph&)>;
GraphVerdict judge(const FailingGraph& failing, const CompareGraph& compare);

// Compares the evaluator with the integers before and after `transform`. `base` and `number` are those of the
// graph's run.
CompareGraph evaluator_comparison(std::uint64_t base, unsigned number, const Transform& transform);

// A report of a graph for which `compare` says something: the reduced graph, to read and to paste, and what
// `compare` says of it. "" when it says nothing of this graph alone.
std::string shrunk_report(const Graph& graph, unsigned cycles, const CompareGraph& compare,
                          const ShrinkLimits& limits = {});

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "verif/tests/hdl/graph.hpp"

// Reduces a failing random graph before it is printed.
namespace winnow::verif {

struct FailingGraph {
  Graph graph;
  unsigned cycles = 0;
};

// Whether the graph still fails. It need not be one that the builder accepts (a reduction can close a loop):
// one that is refused does not fail.
using GraphFails = std::function<bool(const FailingGraph&)>;

struct ShrinkLimits {
  unsigned tries = 20000;
  std::chrono::seconds time{120};
};

// A graph that fails, none of whose reductions does (as far as the limits allow): fewer cycles, outputs and
// modules, terms replaced by constants, inputs or their operands, narrower values, smaller memories. The
// seed, and with it the stimulus of each input, stays.
FailingGraph shrink(FailingGraph failing, const GraphFails& fails, const ShrinkLimits& limits = {});

// What shrinking makes smaller; every term that computes counts most.
std::uint64_t cost(const FailingGraph& failing);

// A C++ function `Graph shrunk_graph()` that gives the graph, to paste into a test.
std::string print_as_code(const FailingGraph& failing);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/evaluator/flatten.hpp"
#include "gen/hdl/evaluator/program.hpp"

namespace winnow::hdl {

// What a net is to the evaluator.
enum class NetKind : std::uint8_t {
  unused,    // nothing that can be observed depends on it
  input,     // of the top
  state,     // register or registered memory read
  constant,  // or computed from constants alone: its instruction runs once, at construction
  computed,
};

// For every net of the graph: its kind, where its value is stored relative to another net's storage (wires,
// port connections, reinterpretations and aligned slices have none of their own), and its depth in the logic.
struct Placement {
  struct Entry {
    NetKind kind = NetKind::unused;
    NetId root = no_net;      // net that owns the storage; the net itself when it owns it
    std::uint32_t word = 0;   // first word within the root's storage
    std::uint32_t level = 0;  // 0 for inputs, state and constants' sources
  };
  std::vector<Entry> entries;  // by net
  std::vector<NetId> order;    // used nets, operands first
  bool owns(NetId net) const { return entries[net].root == net; }
};

// Roots: everything that can be observed or that feeds state.
std::vector<NetId> observable_nets(const FlatGraph& graph);
Placement place(const FlatGraph& graph, const std::vector<NetId>& roots);

}  // namespace winnow::hdl

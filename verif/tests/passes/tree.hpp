// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::hdl::test {

// A module to build by hand, outside any component.
struct Workbench {
  Design design;
  Module module{design, "bench"};
  Io io{module};
  Builder build{module};
};

// What drives the output `port`, as text: "add(a_i, 3'd1)". Names end the expression; slices print as
// "x[7:4]", signed values that are reinterpreted as "signed(x)".
std::string driver(const Module& module, const std::string& port);
// What computes the net, register or node: one level below its name.
std::string definition(const Module& module, const std::string& net);
std::string expression(const Module& module, NodeId id);

// The node of that name, or no_node.
NodeId find(const Module& module, const std::string& name);
// Everything about the module, for comparing two states of it.
std::string dump(const Module& module);

}  // namespace winnow::hdl::test

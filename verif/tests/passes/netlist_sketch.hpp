// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

// A netlist as plain values: taken from an elaborated design, changed (the shrinker does), built again,
// printed as C++. All of it is the arena's own, so that combinations survive that handles never make.
namespace winnow::hdl::test {

struct InstanceSketch {
  std::string name;
  unsigned module = 0;
  std::vector<NodeId> inputs, outputs;  // by port index of `module`
};

struct ModuleSketch {
  std::string name;
  std::vector<Port> ports;
  std::vector<Node> nodes;
  std::vector<Register> registers;
  std::vector<Memory> memories;
  std::vector<InstanceSketch> instances;
  std::vector<Property> properties;
};

using NetlistSketch = std::vector<ModuleSketch>;  // instantiated before instantiating; the last is the top

NetlistSketch sketch_of(const Module& top);

// The same modules in a design, not finished yet; returns the top.
Module& build(Design& design, const NetlistSketch& sketch);

// A C++ function `NetlistSketch shrunk_netlist()` that gives the sketch, to paste into a test.
std::string print_as_code(const NetlistSketch& sketch);

// What that function is written with.
Port input_port(const std::string& name, unsigned width, bool is_signed, NodeId node);
Port output_port(const std::string& name, unsigned width, bool is_signed, NodeId node);
Node arena_node(Op op, unsigned width, bool is_signed, std::vector<NodeId> operands, std::uint32_t index = 0,
                std::uint32_t aux = 0, const std::string& name = {});
Node arena_constant(unsigned width, bool is_signed, const std::string& hexadecimal);
Bits bits_of(unsigned width, const std::string& hexadecimal);

}  // namespace winnow::hdl::test

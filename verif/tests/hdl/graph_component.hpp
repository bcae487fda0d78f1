// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"
#include "verif/tests/hdl/graph.hpp"

// Builds graphs through the public builder API.
namespace winnow::verif {

using AnyValue = std::variant<hdl::Bit, hdl::UInt, hdl::SInt>;
using AnyInput = std::variant<hdl::In<hdl::Bit>, hdl::In<hdl::UInt>, hdl::In<hdl::SInt>>;
using AnyOutput = std::variant<hdl::Out<hdl::Bit>, hdl::Out<hdl::UInt>, hdl::Out<hdl::SInt>>;

AnyInput declare_input(hdl::Io& io, const std::string& name, const Type& type);
AnyOutput declare_output(hdl::Io& io, const std::string& name, const Type& type);

// One module of a graph. Ports: in0, in1, …; out0, out1, ….
struct GraphComponent {
  struct Params {
    const Graph* graph = nullptr;
    unsigned module = 0;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    std::vector<AnyInput> inputs;
    std::vector<AnyOutput> outputs;
    Ports(hdl::Io& io, const Params& params);
  };
  static std::string name(const Params& params);
  static void build(hdl::Builder& builder, Ports& ports, const Params& params);
};

// Many graphs side by side. Ports of graph g: g0_in0, …, g0_out0, ….
struct BatchComponent {
  struct Params {
    std::string name;
    const std::vector<Graph>* graphs = nullptr;
    bool operator==(const Params&) const = default;
  };
  struct Ports {
    std::vector<std::vector<AnyInput>> inputs;
    std::vector<std::vector<AnyOutput>> outputs;
    Ports(hdl::Io& io, const Params& params);
  };
  static std::string name(const Params& params) { return params.name; }
  static void build(hdl::Builder& builder, Ports& ports, const Params& params);
};

}  // namespace winnow::verif

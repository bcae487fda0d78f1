// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gen/hdl/netlist/node.hpp"

namespace winnow::hdl {

class Design;
class Module;

// How a port's bits are to be read: `shape` elements of `element_width` bits, element 0 in the lowest bits,
// the last index varying fastest. A scalar has an empty shape.
struct PortLayout {
  struct Index {
    std::string name;  // "row", "column", …
    unsigned count = 1;
  };
  std::vector<Index> shape;
  unsigned element_width = 0;   // 0: the whole port
  bool element_signed = false;  // packed ports are unsigned vectors; their elements may be signed
  std::string meaning;          // one line for the datasheet and the comment at the port
  std::string clocking;         // e.g. "sampled with stream_i", "3 cycles after stream_i"; may be empty
  int latency = -1;             // outputs: cycles from the input that `clocking` names; -1: none stated
};

struct Port {
  std::string name;
  unsigned width = 0;
  bool is_signed = false;
  bool is_input = false;
  PortLayout layout;
  Location location;
  NodeId node = no_node;  // input: its Op::input node; output: the driving node (no_node until driven)
};

struct Register {
  NodeId node = no_node;
  NodeId next = no_node;
  NodeId enable = no_node;  // no_node: always
  bool has_reset = true;    // synchronous; without reset the content is undefined until the first load
  Bits reset_value;
};

enum class ReadDuringWrite : std::uint8_t { old_data, new_data };

// Addresses are in range by construction: the builder gates writes and bounds reads for depths that are no
// power of two.
struct Memory {
  struct Write {
    NodeId address = no_node, data = no_node, enable = no_node;
  };
  struct SyncRead {
    NodeId node = no_node;  // its Op::memory_read_reg
    NodeId address = no_node, enable = no_node;
    ReadDuringWrite policy = ReadDuringWrite::old_data;
  };
  std::string name;
  unsigned width = 0;
  unsigned depth = 0;
  std::vector<Write> writes;  // same address in one cycle: the later entry wins
  std::vector<SyncRead> sync_reads;
  Location location;
};

struct Instance {
  std::string name;
  Module* module = nullptr;
  std::vector<NodeId> inputs;   // by port index of `module`; no_node for outputs and undriven inputs
  std::vector<NodeId> outputs;  // by port index; the Op::instance_output node, no_node for inputs
  Location location;
};

// A property: `check` must be 1, `cover` should be 1 at some time, at every rising clock edge outside reset.
struct Property {
  bool is_check = true;
  std::string name;
  NodeId condition = no_node;
  std::string message;
  Location location;
};

// A module that is not printed: hand-written Verilog stands in its place (rtl_templates). Its body here is
// the evaluator's model of it.
struct ExternalModule {
  std::string verilog_name;                                       // module name in the template
  std::string file;                                               // e.g. "sram_shell.v"
  std::vector<std::pair<std::string, std::uint64_t>> parameters;  // in the template's order
};

// One Verilog module: an arena of nodes with stable ids, its ports, state and instances. Plain data: handles
// and passes work on it, the printer and the evaluator read it.
class Module {
 public:
  Module(Design& owner, std::string module_name) : design_(&owner), name_(std::move(module_name)) {}
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  Design& design() const { return *design_; }
  const std::string& name() const { return name_; }

  NodeId add(Node node);
  Node& node(NodeId id) { return nodes[id]; }
  const Node& node(NodeId id) const { return nodes[id]; }

  // True when the module or anything below it has state; then it has clk_i.
  bool is_clocked() const;
  // True when the module or anything below it has state that resets; then it has rst_ni.
  bool has_reset() const;

  std::vector<Node> nodes;
  std::vector<Port> ports;  // without clk_i and rst_ni, in declared order
  std::vector<Register> registers;
  std::vector<Memory> memories;
  std::vector<Instance> instances;
  std::vector<Property> properties;
  std::vector<std::string> documentation;                       // lines for the module's header comment
  std::vector<std::pair<std::string, std::string>> parameters;  // name and value, for header and manifest
  bool is_external = false;
  ExternalModule external;
  std::map<std::string, Location> names;  // every user-given name of the module, to report clashes
  Location location;

 private:
  Design* design_;
  std::string name_;
};

}  // namespace winnow::hdl

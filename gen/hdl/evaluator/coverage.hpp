// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl {

class Evaluator;

// What a point of netlist coverage watches: a net of one bit, which should be seen 0 and 1.
enum class CoverKind : std::uint8_t {
  select,      // of a multiplexer
  enable,      // of a register
  condition,   // one of the terms that and, or, xor and not combine to a select or an enable
  write_port,  // enable of a memory's write port
  read_port,   // enable of a memory's registered read port
};
constexpr std::size_t cover_kinds = static_cast<std::size_t>(CoverKind::read_port) + 1;

const char* name_of(CoverKind kind);  // "select", "enable", …, "write port"

// A point of a module, the same for all its instances.
struct CoverPoint {
  CoverKind kind = CoverKind::select;
  NodeId net = no_node;      // what is watched
  NodeId subject = no_node;  // the multiplexer, the register, the registered read, or the condition itself
  std::uint32_t memory = 0;  // write_port: index of the memory
  std::uint32_t port = 0;    // write_port: entry of its writes
  std::string name;          // of the subject, or of the memory; may be empty
  Location location;         // where the subject was made
};

// Every select, enable, condition and memory port of one module, in the order of their nodes; without those
// that are constant by the module itself.
std::vector<CoverPoint> cover_points(const Module& module);

struct CoverCount {
  std::uint64_t zeros = 0, ones = 0;  // clock edges outside reset, summed over the instances
  bool seen_both() const { return zeros != 0 && ones != 0; }
};

// Netlist coverage of a design, summed over instances and over runs. Selections between values are where a
// netlist decides; what is covered in the sense of executed lines says little about a text that is all
// assignments.
class NetlistCoverage {
 public:
  struct ModuleCounts {
    const Module* module = nullptr;
    std::uint32_t instances = 0;
    std::vector<CoverPoint> points;
    std::vector<CoverCount> counts;  // by point
  };

  // The design must outlive this.
  explicit NetlistCoverage(const Module& top);

  // Adds what the evaluator, made for the same module with coverage, has counted since it was made or powered
  // up.
  void add(const Evaluator& evaluator);

  // Instantiating modules before instantiated ones.
  const std::vector<ModuleCounts>& modules() const { return modules_; }

 private:
  std::vector<ModuleCounts> modules_;
};

}  // namespace winnow::hdl

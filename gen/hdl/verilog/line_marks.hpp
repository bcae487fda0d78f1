// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ios>
#include <string>
#include <vector>

#include "gen/hdl/verilog/writer.hpp"

namespace winnow::hdl::verilog {

// Notes where in the text each value is printed, as an offset; see SourceLines.
class LineMarks {
 public:
  explicit LineMarks(const Module& module) : module_(module), positions_(module.nodes.size(), nowhere) {}

  // `id` is defined at this position of the text; what is inlined into it stands there too.
  void define(NodeId id, std::streamoff position) {
    put(id, position);
    for (const NodeId operand : module_.node(id).operands) use(operand, position);
  }
  // An operand: a name, which has its own place, or an expression.
  void use(NodeId id, std::streamoff position) {
    if (id != no_node && module_.node(id).name.empty() && positions_[id] == nowhere) define(id, position);
  }
  void put(NodeId id, std::streamoff position) {
    if (positions_[id] == nowhere) positions_[id] = position;
  }
  // `id` stands where `other` does.
  void put_beside(NodeId id, NodeId other) { put(id, positions_[other]); }
  void write_port(std::streamoff position) { writes_.push_back(position); }
  void instance(std::streamoff position) { instances_.push_back(position); }

  SourceLines lines(const std::string& text) const;

 private:
  static constexpr std::streamoff nowhere = -1;

  const Module& module_;
  std::vector<std::streamoff> positions_;  // by node
  std::vector<std::streamoff> writes_;     // memory by memory
  std::vector<std::streamoff> instances_;
};

}  // namespace winnow::hdl::verilog

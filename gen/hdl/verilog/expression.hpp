// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/hdl/netlist/module.hpp"

namespace winnow::hdl::verilog {

// Prints the expressions of one module. Relies on the form that the legalise pass leaves: every value that
// Verilog can only select from, or whose width or sign Verilog would take from its surroundings (products,
// arithmetic shifts), is a named net; what is inlined here always has its final width.
class ExpressionPrinter {
 public:
  explicit ExpressionPrinter(const Module& module) : module_(module) {}

  // The value of `id` as an operand: its net's name, or its expression.
  std::string operand(NodeId id) const;
  // The expression that computes `id`, ignoring its own name: the right side of its declaration. Broken over
  // lines at the elements of a long concatenation, continued with `indent`.
  std::string definition(NodeId id, const std::string& indent) const;

  // A sum of signed products that is assigned as a whole, so that Verilog computes it in the width of what it
  // is assigned to. Broken over lines like a definition.
  std::string product_sum(const std::vector<NodeId>& products, const std::string& indent) const;

  // "[7:0] " for vectors, "" for one bit.
  static std::string range(unsigned width);
  static std::string constant(const Bits& value);

 private:
  std::string expression(const Node& node) const;
  // An operand inside an operator: in parentheses unless it is a name, a constant, a concatenation or a call.
  std::string atom(NodeId id) const;
  // An operand inside a concatenation: a nested one is spelled out without braces of its own.
  std::string in_braces(NodeId id) const;
  // The operands of a concatenation; equal ones side by side are one replication.
  std::vector<std::string> parts(const Node& concatenation) const;
  // An operand whose Verilog sign matters (comparison, product, arithmetic shift).
  std::string with_sign(NodeId id, bool is_signed) const;
  bool prints_signed(NodeId id) const;
  bool prints_as_atom(NodeId id) const;
  std::string slice(const Node& node) const;
  std::string binary(const Node& node, const char* symbol) const;
  std::string signed_binary(const Node& node, const char* symbol, bool is_signed) const;
  std::string sign_extension(const Node& node) const;

  const Module& module_;
};

}  // namespace winnow::hdl::verilog

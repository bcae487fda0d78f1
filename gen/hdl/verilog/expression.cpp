// SPDX-License-Identifier: Apache-2.0
#include "gen/hdl/verilog/expression.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace winnow::hdl::verilog {
namespace {

constexpr std::size_t line_limit = 100;

bool is_transparent(const Node& node) {
  return node.op == Op::reinterpret && node.name.empty();
}

}  // namespace

std::string ExpressionPrinter::range(unsigned width) {
  return width == 1 ? "" : "[" + std::to_string(width - 1) + ":0] ";
}

std::string ExpressionPrinter::constant(const Bits& value) {
  const std::string width = std::to_string(value.width());
  if (value.width() <= 64 && value.low_word() < 1024) return width + "'d" + std::to_string(value.low_word());
  if (!value.any()) return width + "'d0";
  return width + "'h" + value.hexadecimal();
}

std::string ExpressionPrinter::operand(NodeId id) const {
  const Node& node = module_.node(id);
  if (!node.name.empty()) return node.name;
  return expression(node);
}

bool ExpressionPrinter::prints_signed(NodeId id) const {
  const Node& node = module_.node(id);
  if (!node.name.empty()) return node.is_signed;
  if (is_transparent(node)) return prints_signed(node.operands[0]);
  return false;  // inlined expressions are treated as unsigned: $signed() is written where it matters
}

bool ExpressionPrinter::prints_as_atom(NodeId id) const {
  const Node& node = module_.node(id);
  if (!node.name.empty()) return true;
  switch (node.op) {
    case Op::constant:
    case Op::slice:
    case Op::concatenate:
    case Op::zero_extend:
    case Op::sign_extend:
    case Op::memory_read:
      return true;
    case Op::reinterpret:
      return prints_as_atom(node.operands[0]);
    default:
      return false;
  }
}

std::string ExpressionPrinter::in_braces(NodeId id) const {
  const Node& node = module_.node(id);
  std::string text = operand(id);
  if (!node.name.empty()) return text;
  if (node.op == Op::concatenate) return fmt::format("{}", fmt::join(parts(node), ", "));
  return node.op == Op::zero_extend ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string> ExpressionPrinter::parts(const Node& concatenation) const {
  std::vector<std::string> texts;
  const std::vector<NodeId>& operands = concatenation.operands;
  for (std::size_t first = 0, end = 0; first < operands.size(); first = end) {
    while (end < operands.size() && operands[end] == operands[first]) ++end;
    const std::string text = in_braces(operands[first]);
    texts.push_back(end == first + 1 ? text : fmt::format("{{{}{{{}}}}}", end - first, text));
  }
  return texts;
}

std::string ExpressionPrinter::atom(NodeId id) const {
  return prints_as_atom(id) ? operand(id) : "(" + operand(id) + ")";
}

std::string ExpressionPrinter::with_sign(NodeId id, bool is_signed) const {
  if (prints_signed(id) == is_signed) return atom(id);
  return (is_signed ? "$signed(" : "$unsigned(") + operand(id) + ")";
}

std::string ExpressionPrinter::slice(const Node& node) const {
  NodeId source = node.operands[0];
  while (is_transparent(module_.node(source))) source = module_.node(source).operands[0];
  const Node& from = module_.node(source);
  if (from.width == node.width) return operand(source);
  if (from.name.empty()) throw std::logic_error("select from an unnamed value in module " + module_.name());
  const std::string low = std::to_string(node.index);
  if (node.width == 1) return from.name + "[" + low + "]";
  return from.name + "[" + std::to_string(node.index + node.width - 1) + ":" + low + "]";
}

std::string ExpressionPrinter::sign_extension(const Node& node) const {
  NodeId source = node.operands[0];
  while (is_transparent(module_.node(source))) source = module_.node(source).operands[0];
  const Node& from = module_.node(source);
  if (from.name.empty())
    throw std::logic_error("sign extension of an unnamed value in module " + module_.name());
  const std::string copies = std::to_string(node.width - from.width);
  if (from.width == 1) return "{" + std::to_string(node.width) + "{" + from.name + "}}";
  return "{{" + copies + "{" + from.name + "[" + std::to_string(from.width - 1) + "]}}, " + from.name + "}";
}

std::string ExpressionPrinter::binary(const Node& node, const char* symbol) const {
  return atom(node.operands[0]) + " " + symbol + " " + atom(node.operands[1]);
}

std::string ExpressionPrinter::signed_binary(const Node& node, const char* symbol, bool is_signed) const {
  // One unsigned operand makes the whole operation unsigned; all must be signed to make it signed.
  const bool first = is_signed || !prints_signed(node.operands[1]) ? is_signed : false;
  const std::string left = is_signed || (prints_signed(node.operands[0]) && prints_signed(node.operands[1]))
                               ? with_sign(node.operands[0], first)
                               : atom(node.operands[0]);
  const std::string right = is_signed ? with_sign(node.operands[1], true) : atom(node.operands[1]);
  return left + " " + symbol + " " + right;
}

std::string ExpressionPrinter::expression(const Node& node) const {
  const auto operand_signed = [&] { return module_.node(node.operands[0]).is_signed; };
  switch (node.op) {
    case Op::constant:
      return constant(node.value);
    case Op::wire:
      return operand(node.operands[0]);
    case Op::memory_read:
      return module_.memories[node.index].name + "[" + operand(node.operands[0]) + "]";
    case Op::add:
      return binary(node, "+");
    case Op::subtract:
      return binary(node, "-");
    case Op::multiply:
      return signed_binary(node, "*", node.is_signed);
    case Op::bit_and:
      return binary(node, "&");
    case Op::bit_or:
      return binary(node, "|");
    case Op::bit_xor:
      return binary(node, "^");
    case Op::bit_not:
      return "~" + atom(node.operands[0]);
    case Op::equal:
      return binary(node, "==");
    case Op::not_equal:
      return binary(node, "!=");
    case Op::less:
      return signed_binary(node, "<", operand_signed());
    case Op::less_equal:
      return signed_binary(node, "<=", operand_signed());
    case Op::mux:
      return atom(node.operands[0]) + " ? " + atom(node.operands[1]) + " : " + atom(node.operands[2]);
    case Op::concatenate: {
      const std::vector<std::string> texts = parts(node);
      return texts.size() == 1 ? texts.front() : fmt::format("{{{}}}", fmt::join(texts, ", "));
    }
    case Op::slice:
      return slice(node);
    case Op::zero_extend: {
      const unsigned added = node.width - module_.node(node.operands[0]).width;
      return "{" + std::to_string(added) + "'d0, " + in_braces(node.operands[0]) + "}";
    }
    case Op::sign_extend:
      return sign_extension(node);
    case Op::reinterpret:
      return operand(node.operands[0]);
    case Op::reduce_and:
      return "&" + atom(node.operands[0]);
    case Op::reduce_or:
      return "|" + atom(node.operands[0]);
    case Op::reduce_xor:
      return "^" + atom(node.operands[0]);
    case Op::shift_left:
      return binary(node, "<<");
    case Op::shift_right:
      if (!node.is_signed) return binary(node, ">>");
      return with_sign(node.operands[0], true) + " >>> " + atom(node.operands[1]);
    case Op::poison:
    case Op::input:
    case Op::instance_output:
    case Op::reg:
    case Op::memory_read_reg:
      break;
  }
  throw std::logic_error(std::string("a value of kind ") + name_of(node.op) + " has no name in module " +
                         module_.name());
}

std::string ExpressionPrinter::product_sum(const std::vector<NodeId>& products,
                                           const std::string& indent) const {
  std::vector<std::string> texts;
  std::size_t length = 0;
  for (const NodeId id : products) {
    texts.push_back(expression(module_.node(id)));
    length += texts.back().size() + 3;
  }
  std::string text;
  for (const std::string& product : texts) {
    if (!text.empty()) text += length <= line_limit ? " + " : "\n" + indent + "  + ";
    text += product;
  }
  return text;
}

std::string ExpressionPrinter::definition(NodeId id, const std::string& indent) const {
  const Node& node = module_.node(id);
  std::string text = expression(node);
  if (text.size() <= line_limit) return text;
  if (node.op == Op::concatenate) {
    return fmt::format("{{\n{0}  {1}\n{0}}}", indent, fmt::join(parts(node), ",\n" + indent + "  "));
  }
  if (node.op == Op::mux) {
    return atom(node.operands[0]) + "\n" + indent + "  ? " + atom(node.operands[1]) + "\n" + indent + "  : " +
           atom(node.operands[2]);
  }
  return text;
}

}  // namespace winnow::hdl::verilog

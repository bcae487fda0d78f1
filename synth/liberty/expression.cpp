// SPDX-License-Identifier: Apache-2.0
#include "synth/liberty/expression.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "synth/errors.hpp"

namespace winnow::synth::liberty {
namespace {

using Kind = Expression::Kind;

// Bounds on recursion, far above what real functions need.
constexpr std::size_t maximum_length = 4096;
constexpr unsigned maximum_depth = 200;

Expression combine(Kind kind, Expression left, Expression right) {
  return {.kind = kind, .operands = {std::move(left), std::move(right)}};
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Expression whole() {
    Expression result = disjunction();
    if (next() != '\0') fail(fmt::format("unexpected '{}'", next()));
    return result;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(fmt::format("function \"{}\": {}", text_, what));
  }

  char next() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])))
      ++position_;
    return position_ < text_.size() ? text_[position_] : '\0';
  }

  bool take(char first, char second) {
    if (next() == '\0' || (next() != first && next() != second)) return false;
    ++position_;
    return true;
  }

  static bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("_[].$").find(c) != std::string_view::npos;
  }

  Expression disjunction() {
    Expression result = conjunction();
    while (take('+', '|')) result = combine(Kind::disjunction, std::move(result), conjunction());
    return result;
  }

  // Two operands side by side mean "and".
  Expression conjunction() {
    Expression result = exclusive_or();
    while (take('*', '&') || next() == '(' || next() == '!' || is_name(next())) {
      result = combine(Kind::conjunction, std::move(result), exclusive_or());
    }
    return result;
  }

  Expression exclusive_or() {
    Expression result = negation();
    while (take('^', '^')) result = combine(Kind::exclusive_or, std::move(result), negation());
    return result;
  }

  static Expression negate(Expression operand) {
    return {.kind = Kind::negation, .operands = {std::move(operand)}};
  }

  Expression negation() {
    if (++depth_ > maximum_depth) fail("nested too deeply");
    Expression result = take('!', '~') ? negate(negation()) : primary();
    --depth_;
    while (take('\'', '\'')) result = negate(std::move(result));
    return result;
  }

  Expression primary() {
    if (take('(', '(')) {
      Expression result = disjunction();
      if (!take(')', ')')) fail("expected ')'");
      return result;
    }
    next();
    const std::size_t begin = position_;
    while (position_ < text_.size() && is_name(text_[position_])) ++position_;
    const std::string name(text_.substr(begin, position_ - begin));
    if (name.empty()) fail(next() == '\0' ? "unexpected end" : fmt::format("unexpected '{}'", next()));
    if (name == "0" || name == "1") return {.kind = Kind::constant, .value = name == "1"};
    return {.kind = Kind::pin, .pin = name};
  }

  std::string_view text_;
  std::size_t position_ = 0;
  unsigned depth_ = 0;
};

void collect_pins(const Expression& expression, std::vector<std::string>& names) {
  if (expression.kind == Kind::pin && std::ranges::find(names, expression.pin) == names.end()) {
    names.push_back(expression.pin);
  }
  for (const Expression& operand : expression.operands) collect_pins(operand, names);
}

std::string operand_text(const Expression& expression) {
  const bool simple = expression.operands.size() < 2;
  return simple ? expression.verilog() : fmt::format("({})", expression.verilog());
}

}  // namespace

bool Expression::evaluate(const std::function<bool(const std::string&)>& value_of) const {
  const auto operand = [&](std::size_t index) { return operands[index].evaluate(value_of); };
  switch (kind) {
    case Kind::constant:
      return value;
    case Kind::pin:
      return value_of(pin);
    case Kind::negation:
      return !operand(0);
    case Kind::exclusive_or:
      return operand(0) != operand(1);
    case Kind::conjunction:
      return operand(0) && operand(1);
    case Kind::disjunction:
      return operand(0) || operand(1);
  }
  return false;
}

std::vector<std::string> Expression::pins() const {
  std::vector<std::string> names;
  collect_pins(*this, names);
  return names;
}

std::string Expression::verilog() const {
  const auto binary = [&](const char* sign) {
    return fmt::format("{} {} {}", operand_text(operands[0]), sign, operand_text(operands[1]));
  };
  switch (kind) {
    case Kind::constant:
      return value ? "1'b1" : "1'b0";
    case Kind::pin:
      return pin;
    case Kind::negation:
      return fmt::format("~{}", operand_text(operands[0]));
    case Kind::exclusive_or:
      return binary("^");
    case Kind::conjunction:
      return binary("&");
    case Kind::disjunction:
      return binary("|");
  }
  return "";
}

Expression parse_expression(std::string_view text) {
  if (text.size() > maximum_length) {
    throw InputError(
        fmt::format("function \"{}...\": longer than {} characters", text.substr(0, 40), maximum_length));
  }
  return Parser(text).whole();
}

}  // namespace winnow::synth::liberty

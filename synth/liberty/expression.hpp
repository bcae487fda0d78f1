// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

// Boolean functions as Liberty writes them: `!A`, `A'`, `A^B`, `A*B`, `A&B`, `A B`, `A+B`, `A|B`, `0`, `1`,
// parentheses. Binding from strong to weak: not, exclusive or, and, or.
namespace winnow::synth::liberty {

struct Expression {
  enum class Kind { constant, pin, negation, exclusive_or, conjunction, disjunction };
  Kind kind = Kind::constant;
  bool value = false;                  // of a constant
  std::string pin{};                   // of a pin
  std::vector<Expression> operands{};  // one for a negation, two for the rest

  bool evaluate(const std::function<bool(const std::string&)>& value_of) const;
  // Names of the pins used, in order of first use, each once.
  std::vector<std::string> pins() const;
  // As a Verilog expression with parentheses wherever two operators meet.
  std::string verilog() const;
};

// Throws InputError that quotes the text and says what is wrong with it.
Expression parse_expression(std::string_view text);

}  // namespace winnow::synth::liberty

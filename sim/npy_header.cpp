// SPDX-License-Identifier: Apache-2.0
#include "sim/npy_header.hpp"

#include <fmt/format.h>

#include <limits>

#include "sim/data_error.hpp"

namespace winnow::sim {
namespace {

constexpr std::string_view kDigits = "0123456789";

// Recursive descent over the small part of Python's literal syntax that numpy writes.
class Parser {
 public:
  Parser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  NpyHeader parse() {
    expect('{');
    while (peek() != '}') {
      entry();
      if (peek() != '}') expect(',');
    }
    expect('}');
    peek();
    if (at_ != text_.size()) fail("there is text after the closing brace");
    if (!has_type_ || !has_order_ || !has_shape_) fail("a key is missing");
    return header_;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(
        fmt::format("{}: malformed .npy header at character {}: {}; expected the keys 'descr', "
                    "'fortran_order' and 'shape'",
                    name_, at_, what));
  }

  char peek() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos)
      ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void expect(char c) {
    if (peek() != c) fail(fmt::format("'{}' is missing", c));
    ++at_;
  }

  bool accept_word(std::string_view word) {
    peek();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  std::string quoted() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') fail("a quoted text is missing");
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) fail("a quote is not closed");
    std::string result(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return result;
  }

  std::size_t number() {
    peek();
    const std::size_t end = std::min(text_.find_first_not_of(kDigits, at_), text_.size());
    if (end == at_) fail("a dimension is missing");
    std::size_t result = 0;
    for (; at_ < end; ++at_) {
      const auto digit = static_cast<std::size_t>(text_[at_] - '0');
      if (result > (std::numeric_limits<std::size_t>::max() - digit) / 10) fail("a dimension is too large");
      result = result * 10 + digit;
    }
    return result;
  }

  void shape() {
    expect('(');
    while (peek() != ')') {
      header_.shape.push_back(number());
      if (peek() != ')') expect(',');
    }
    expect(')');
  }

  static void once(bool& flag, const Parser& parser) {
    if (flag) parser.fail("a key is given twice");
    flag = true;
  }

  void entry() {
    const std::string key = quoted();
    expect(':');
    if (key == "descr") {
      once(has_type_, *this);
      // A structured type is a list here; it gets the same refusal as any other foreign type.
      header_.type = peek() == '[' ? fail_structured() : quoted();
    } else if (key == "fortran_order") {
      once(has_order_, *this);
      header_.fortran_order = accept_word("True");
      if (!header_.fortran_order && !accept_word("False")) fail("'fortran_order' is neither True nor False");
    } else if (key == "shape") {
      once(has_shape_, *this);
      shape();
    } else {
      fail(fmt::format("unknown key '{}'", key));
    }
  }

  [[noreturn]] std::string fail_structured() const {
    throw DataError(
        fmt::format("{}: element type is structured; expected float16 ('<f2') or float32 ('<f4')", name_));
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
  NpyHeader header_;
  bool has_type_ = false, has_order_ = false, has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& name) {
  return Parser(text, name).parse();
}

}  // namespace winnow::sim

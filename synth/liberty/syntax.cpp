// SPDX-License-Identifier: Apache-2.0
#include "synth/liberty/syntax.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "synth/errors.hpp"

namespace winnow::synth::liberty {
namespace {

constexpr unsigned maximum_depth = 64;  // real libraries nest six deep

class Parser {
 public:
  Parser(std::string_view text, std::string_view file, const std::set<std::string, std::less<>>& skipped)
      : text_(text), file_(file), skipped_(skipped) {}

  Group library() {
    skip_space();
    const std::string name = word();
    if (name != "library") fail(fmt::format("expected 'library (NAME) {{', found '{}'", name));
    Group result = group_after(name, 0);
    skip_space();
    if (position_ != text_.size()) fail("text after the end of the library");
    return result;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(position_), '\n');
    throw InputError(fmt::format("{}:{}: {}", file_, line, what));
  }

  bool at(char wanted) const { return position_ < text_.size() && text_[position_] == wanted; }
  bool at(std::string_view wanted) const { return text_.substr(position_).starts_with(wanted); }

  void expect(char wanted) {
    skip_space();
    if (!at(wanted)) {
      const std::string found = position_ < text_.size() ? std::string(1, text_[position_]) : "end of file";
      fail(fmt::format("expected '{}', found '{}'", wanted, found));
    }
    ++position_;
  }

  // White space, comments, and the backslash that continues a line.
  void skip_space() {
    while (position_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(text_[position_])) || at('\\')) {
        ++position_;
      } else if (at("/*")) {
        const std::size_t end = text_.find("*/", position_ + 2);
        if (end == std::string_view::npos) fail("comment without end");
        position_ = end + 2;
      } else if (at("//")) {
        position_ = std::min(text_.find('\n', position_), text_.size());
      } else {
        return;
      }
    }
  }

  std::string quoted() {
    const std::size_t begin = position_++;
    std::string result;
    for (; !at('"'); ++position_) {
      if (at("\\\"")) ++position_;  // a quote that belongs to the text
      if (position_ >= text_.size()) {
        position_ = begin;
        fail("text in quotes without end");
      }
      const char c = text_[position_];
      if (c != '\\' && c != '\n' && c != '\r') result += c;
    }
    ++position_;
    return result;
  }

  std::string word() {
    if (at('"')) return quoted();
    const std::size_t begin = position_;
    while (position_ < text_.size() && !std::isspace(static_cast<unsigned char>(text_[position_])) &&
           std::string_view("(){}:;,\"\\").find(text_[position_]) == std::string_view::npos) {
      ++position_;
    }
    if (position_ == begin) {
      fail(position_ < text_.size() ? fmt::format("unexpected '{}'", text_[position_])
                                    : "unexpected end of file");
    }
    return std::string(text_.substr(begin, position_ - begin));
  }

  // The value of `name : value`; without quotes it may be an expression, and its semicolon may be missing.
  std::string simple_value() {
    skip_space();
    if (at('"')) return quoted();
    const std::size_t begin = position_;
    while (position_ < text_.size() &&
           std::string_view(";}\n\r").find(text_[position_]) == std::string_view::npos && !at("/*")) {
      ++position_;
    }
    std::string_view value = text_.substr(begin, position_ - begin);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back()))) value.remove_suffix(1);
    if (value.empty()) fail("attribute without a value");
    return std::string(value);
  }

  std::vector<std::string> list() {
    expect('(');
    std::vector<std::string> values;
    for (skip_space(); !at(')'); skip_space()) {
      if (at(',') || at(':')) {  // bus ranges are written [3:0] or 3:0
        ++position_;
        continue;
      }
      values.push_back(word());
    }
    ++position_;
    return values;
  }

  void skip_braces() {
    expect('{');
    for (unsigned depth = 1; depth > 0; ++position_) {
      skip_space();
      if (position_ >= text_.size()) fail("group without '}'");
      if (at('"')) {
        quoted();
        --position_;
      } else if (at('{')) {
        ++depth;
      } else if (at('}')) {
        --depth;
      }
    }
  }

  Group group_after(const std::string& name, unsigned depth) {
    Group result{.name = name, .arguments = list(), .attributes = {}, .groups = {}};
    group_body(result, depth);
    return result;
  }

  void group_body(Group& result, unsigned depth) {
    if (depth > maximum_depth) fail("groups nested too deeply");
    expect('{');
    for (skip_space(); !at('}'); skip_space()) {
      if (position_ >= text_.size()) fail(fmt::format("group '{}' without '}}'", result.name));
      if (at(';')) {
        ++position_;
      } else {
        statement(result, depth);
      }
    }
    ++position_;
  }

  void statement(Group& parent, unsigned depth) {
    const std::string name = word();
    skip_space();
    if (at(':')) {
      ++position_;
      parent.attributes.push_back({name, simple_value()});
      return;
    }
    std::vector<std::string> values = list();
    skip_space();
    if (!at('{')) {
      std::string joined;
      for (const std::string& value : values) joined += (joined.empty() ? "" : ",") + value;
      parent.attributes.push_back({name, joined});
    } else if (skipped_.contains(name)) {
      skip_braces();
    } else {
      Group child{.name = name, .arguments = std::move(values), .attributes = {}, .groups = {}};
      group_body(child, depth + 1);
      parent.groups.push_back(std::move(child));
    }
  }

  std::string_view text_;
  std::string_view file_;
  const std::set<std::string, std::less<>>& skipped_;
  std::size_t position_ = 0;
};

}  // namespace

const std::string* Group::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find(attributes, wanted, &Attribute::name);
  return found == attributes.end() ? nullptr : &found->value;
}

const Group* Group::group(std::string_view wanted) const {
  const auto found = std::ranges::find(groups, wanted, &Group::name);
  return found == groups.end() ? nullptr : &*found;
}

Group parse(std::string_view text, std::string_view file, const std::set<std::string, std::less<>>& skipped) {
  return Parser(text, file, skipped).library();
}

}  // namespace winnow::synth::liberty

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <set>

#include "gen/config/document.hpp"

namespace winnow::config {
namespace {

constexpr std::size_t deepest_level = 64;
constexpr std::size_t longest_token = 60;

// "LINE:COLUMN" of the byte that the parser stumbled over (`position` counts bytes read, so it is one past
// it).
std::string line_and_column(const std::string& text, std::size_t position) {
  const std::size_t offset = std::min(position == 0 ? 0 : position - 1, text.size());
  const auto here = text.begin() + static_cast<std::ptrdiff_t>(offset);
  const auto line = 1 + std::count(text.begin(), here, '\n');
  const std::size_t newline = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  const std::size_t column = newline == std::string::npos ? offset + 1 : offset - newline;
  return std::to_string(line) + ":" + std::to_string(column);
}

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// The library shows control characters as <U+001F>, but for this one.
std::string without_delete(std::string text) {
  constexpr char character = 0x7F;
  for (auto place = text.find(character); place != std::string::npos; place = text.find(character, place))
    text.replace(place, 1, "<U+007F>");
  return text;
}

// The library quotes what it has read, whatever bytes these are.
std::string printable(const std::string& message) {
  // Out as JSON and in again replaces ill-formed UTF-8.
  return without_delete(Json::parse(to_text(Json(message))).get<std::string>());
}

// Of all that the library has read of a token stays the end, where the error is.
std::string with_short_token(std::string message) {
  const std::size_t open = message.find('\''), close = message.rfind('\'');
  if (open != std::string::npos && close - open > longest_token + 1) {
    std::size_t start = close - longest_token;
    while (start < close && continues_character(message[start])) ++start;
    message.replace(open + 1, start - open - 1, "...");
  }
  return message;
}

// The library's message without its own prefix "[json.exception...] parse error at line 1, column 2: ".
Diagnostic syntax_error(const std::string& label, const std::string& text, std::size_t position,
                        std::string message) {
  message = printable(message);
  if (const auto bracket = message.find("] "); bracket != std::string::npos) message.erase(0, bracket + 2);
  if (message.starts_with("parse error at ")) {
    if (const auto colon = message.find(": "); colon != std::string::npos) message.erase(0, colon + 2);
  }
  std::string mend = "write valid JSON";
  // At the end, or for numbers before the token: "invalid number; expected digit after '.'; last read:
  // '1.x'".
  if (const auto expected = message.rfind("; expected "); expected != std::string::npos) {
    const std::size_t end = std::min(message.find("; last read: ", expected), message.size());
    mend = message.substr(expected + 2, end - expected - 2);
    message.erase(expected, end - expected);
  }
  return {label, line_and_column(text, position), "not valid JSON: " + with_short_token(std::move(message)),
          mend};
}

// Builds the tree itself rather than through the library's parser, which silently keeps the last of duplicate
// keys.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  TreeBuilder(const std::string& text, const std::string& label) : text_(text), label_(label) {}

  ParsedJson take() { return {std::move(root_), std::move(problems_)}; }

  bool null() override { return scalar(nullptr); }
  bool boolean(bool value) override { return scalar(value); }
  bool number_integer(number_integer_t value) override { return scalar(value); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(value); }
  bool number_float(number_float_t value, const string_t&) override { return scalar(value); }
  bool string(string_t& value) override { return scalar(value); }
  bool binary(binary_t&) override { return false; }  // not in JSON text

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    level.duplicate = !level.names.insert(name).second;
    level.name = name;
    if (level.duplicate) {
      problems_.push_back(
          {pointer(), "the key " + in_quotes(name) + " is given twice", "keep one of the two"});
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    throw ConfigError({syntax_error(label_, text_, position, error.what())});
  }

 private:
  struct Level {
    Json* node;
    std::string name = {};             // the key whose value comes next
    std::set<std::string> names = {};  // keys so far
    bool duplicate = false;
  };

  std::string pointer() const {
    std::string text;
    for (const Level& level : levels_) {
      // Inside a list the open element is the last one.
      const std::string step = level.node->is_array()
                                   ? std::to_string(std::max<std::size_t>(level.node->size(), 1) - 1)
                                   : level.name;
      text = child_pointer(text, step);
    }
    return text;
  }

  Json* place(Json value) {
    if (levels_.empty()) return &(root_ = std::move(value));
    Level& level = levels_.back();
    if (level.node->is_array()) return &level.node->get_ref<Json::array_t&>().emplace_back(std::move(value));
    if (level.duplicate) return &discarded_.emplace_back(std::move(value));
    // Not operator[]: that searches the whole object each time, and `names` already tells that the key is
    // new.
    return &level.node->get_ref<Json::object_t&>().emplace_back(level.name, std::move(value)).second;
  }

  bool scalar(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json empty) {
    if (levels_.size() >= deepest_level) {
      throw ConfigError(
          {{label_, pointer(), "lists and objects are nested more than 64 deep", "nest them less"}});
    }
    levels_.push_back({place(std::move(empty))});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  const std::string& text_;
  const std::string& label_;
  Json root_;
  std::vector<Level> levels_;
  std::deque<Json> discarded_;  // a deque, because open levels point into it
  std::vector<Problem> problems_;
};

}  // namespace

ParsedJson parse_json(const std::string& text, const std::string& label) {
  TreeBuilder builder(text, label);
  Json::sax_parse(text, &builder);
  return builder.take();
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/json.hpp"

namespace winnow::config {
namespace {

constexpr std::size_t longest_shown = 60;

std::string cut(std::string text) {
  if (text.size() <= longest_shown) return text;
  std::size_t end = longest_shown;
  // Do not cut through a UTF-8 sequence: continuation bytes are 10xxxxxx.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string list_in_words(const Json& list) {
  std::string text = "[";
  for (const Json& element : list) {
    if (text.size() > longest_shown) break;
    if (text.size() > 1) text += ", ";
    text += element.is_structured() ? (element.is_array() ? "[...]" : "{...}") : to_text(element);
  }
  return text + "]";
}

}  // namespace

std::string to_text(const Json& value) {
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  // The one control character that JSON does not ask to be escaped; it can only be inside a string.
  for (std::size_t at = text.find('\x7f'); at != std::string::npos; at = text.find('\x7f', at)) {
    text.replace(at, 1, "\\u007f");
  }
  return text;
}

std::string to_file_text(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string in_words(const Json& value) {
  if (value.is_object()) return "an object";
  return cut(value.is_array() ? list_in_words(value) : to_text(value));
}

std::string in_quotes(std::string_view name) {
  return cut(to_text(Json(std::string(name))));
}

std::string child_pointer(std::string_view pointer, std::string_view name) {
  std::string text(pointer);
  text += '/';
  for (const char character : name) {
    if (character == '~') {
      text += "~0";
    } else if (character == '/') {
      text += "~1";
    } else {
      text += character;
    }
  }
  return text;
}

}  // namespace winnow::config

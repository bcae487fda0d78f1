// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/simulate/short_lists.hpp"

namespace winnow::cli::simulate {
namespace {

// The place after the string that begins at `at`.
std::size_t end_of_string(const std::string& text, std::size_t at) {
  for (++at; text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

// The place after the list that begins at `at`, when it holds no list and no object; else `at`.
std::size_t end_of_plain_list(const std::string& text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size();) {
    if (text[i] == ']') return i + 1;
    if (text[i] == '[' || text[i] == '{') return at;
    i = text[i] == '"' ? end_of_string(text, i) : i + 1;
  }
  return at;
}

void add_on_one_line(std::string& to, const std::string& text, std::size_t from, std::size_t end) {
  for (std::size_t i = from; i < end;) {
    if (text[i] == '"') {
      const std::size_t after = end_of_string(text, i);
      to.append(text, i, after - i);
      i = after;
      continue;
    }
    if (text[i] == ',') {
      to += ", ";
    } else if (text[i] != ' ' && text[i] != '\n') {
      to += text[i];
    }
    ++i;
  }
}

}  // namespace

std::string with_short_lists(const std::string& text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t list = text[i] == '[' ? end_of_plain_list(text, i) : i;
    const std::size_t end = text[i] == '"' ? end_of_string(text, i) : i + 1;
    if (list != i) {
      add_on_one_line(lines, text, i, list);
      i = list;
    } else {
      lines.append(text, i, end - i);
      i = end;
    }
  }
  return lines;
}

}  // namespace winnow::cli::simulate

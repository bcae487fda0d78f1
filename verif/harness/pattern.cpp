// SPDX-License-Identifier: Apache-2.0
#include "verif/harness/pattern.hpp"

namespace winnow::verif {
namespace {

// Greedy with one step back to the last '*': linear for the patterns people write, no recursion.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, resume = 0;
  std::size_t star = std::string_view::npos;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool chooses(std::string_view pattern, std::string_view text) {
  if (pattern.find_first_of("*?") != std::string_view::npos) return matches(pattern, text);
  return text.find(pattern) != std::string_view::npos;
}

}  // namespace winnow::verif

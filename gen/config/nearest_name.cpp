// SPDX-License-Identifier: Apache-2.0
#include "gen/config/nearest_name.hpp"

#include <algorithm>
#include <cstddef>

#include "gen/config/json.hpp"

namespace winnow::config {

unsigned edit_distance(std::string_view one, std::string_view other) {
  // Three rows of the usual table: two back (for swaps), one back, this one.
  std::vector<unsigned> before(other.size() + 1), previous(other.size() + 1), current(other.size() + 1);
  for (std::size_t column = 0; column <= other.size(); ++column)
    previous[column] = static_cast<unsigned>(column);
  for (std::size_t row = 1; row <= one.size(); ++row) {
    current[0] = static_cast<unsigned>(row);
    for (std::size_t column = 1; column <= other.size(); ++column) {
      const unsigned replace = previous[column - 1] + (one[row - 1] == other[column - 1] ? 0U : 1U);
      unsigned best = std::min({replace, previous[column] + 1U, current[column - 1] + 1U});
      const bool swapped =
          row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
      if (swapped) best = std::min(best, before[column - 2] + 1U);
      current[column] = best;
    }
    before.swap(previous);
    previous.swap(current);
  }
  return previous[other.size()];
}

std::optional<std::string> nearest_name(std::string_view given, const std::vector<std::string>& names) {
  // A text much longer than every name is no slip of the finger, and would only cost time.
  constexpr std::size_t longest = 100;
  if (given.size() > longest) return std::nullopt;
  const unsigned tolerated = static_cast<unsigned>(std::max<std::size_t>(2, given.size() / 3));
  std::optional<std::string> best;
  unsigned best_distance = tolerated + 1;
  for (const std::string& name : names) {
    const unsigned distance = edit_distance(given, name);
    if (distance < best_distance && distance < name.size()) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string choices_in_words(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (index > 0) text += index + 1 == names.size() ? " or " : ", ";
    text += in_quotes(names[index]);
  }
  return text;
}

std::string suggestion(std::string_view given, const std::vector<std::string>& names) {
  if (const auto near = nearest_name(given, names)) return "did you mean " + in_quotes(*near) + "?";
  return "give " + choices_in_words(names);
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::config {

// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
unsigned edit_distance(std::string_view one, std::string_view other);

// The name that the user probably meant: the closest of `names` (the first of equals), if it is close enough.
std::optional<std::string> nearest_name(std::string_view given, const std::vector<std::string>& names);

// "did you mean "rows"?", or the list of what is valid when nothing is near.
std::string suggestion(std::string_view given, const std::vector<std::string>& names);

// {"a", "b", "c"} as `"a", "b" or "c"`.
std::string choices_in_words(const std::vector<std::string>& names);

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "gen/config/json.hpp"
#include "verif/tests/robust/config_case.hpp"

namespace winnow::verif {
namespace {

using config::Json;

// Messages show parts of the input cut to some 60 characters, and lists of choices in full.
constexpr std::size_t longest_words = 1000;

bool is_printable_line(const std::string& text) {
  const bool plain = std::none_of(text.begin(), text.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 || byte == 0x7F;
  });
  if (!plain) return false;
  try {
    (void)Json(text).dump();  // throws on what is not UTF-8
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

// The pointer leads to a value, or one step out of an object or list that lacks it. Keys that had to be
// escaped to print are not followed.
bool leads_somewhere(const std::string& pointer, const Json& root) {
  if (pointer.find('\\') != std::string::npos) return true;
  try {
    const Json::json_pointer place(pointer);
    if (root.contains(place)) return true;
    const Json::json_pointer parent = place.parent_pointer();
    return (parent.empty() || root.contains(parent)) &&
           (parent.empty() ? root : root.at(parent)).is_structured();
  } catch (const Json::exception&) {
    return false;
  }
}

bool is_place_in(const std::string& location, const std::string& text) {
  std::size_t line = 0, column = 0;
  const char* end = location.data() + location.size();
  const auto [colon, first_error] = std::from_chars(location.data(), end, line);
  if (first_error != std::errc() || colon == end || *colon != ':') return false;
  const auto [rest, second_error] = std::from_chars(colon + 1, end, column);
  if (second_error != std::errc() || rest != end || line == 0 || column == 0) return false;
  const auto lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return line <= lines && column <= text.size() + 1;
}

}  // namespace

MessageCheck::MessageCheck(const ConfigCase& config_case)
    : config_case_(config_case), root_(Json::parse(config_case.text, nullptr, false)) {}

std::string MessageCheck::location_fault(const std::string& location) const {
  if (location.starts_with("--set ")) {
    return config_case_.overrides.empty() ? "it blames a --set that was not given" : "";
  }
  const bool is_json = !root_.is_discarded();
  // Only the command line moves a place away from where the text has it.
  const bool as_written = is_json && config_case_.overrides.empty();
  if (location.starts_with('/')) {
    return !as_written || leads_somewhere(location, root_) ? "" : "its pointer leads nowhere";
  }
  if (location.empty()) return as_written && root_.is_object() ? "it names no place" : "";
  if (is_json) return "the text is JSON, but there is no pointer";
  return is_place_in(location, config_case_.text) ? "" : "its line and column are not in the text";
}

std::string MessageCheck::fault(const config::Diagnostic& diagnostic) const {
  const std::string text = diagnostic.text();
  const std::string place =
      std::string(case_label) + ":" + (diagnostic.location.empty() ? "" : diagnostic.location + ":");
  if (diagnostic.file != case_label) return "it names another file";
  if (diagnostic.wrong.empty() || diagnostic.mend.empty())
    return "it does not tell both the fault and the mend";
  if (text != place + " " + diagnostic.wrong + "; " + diagnostic.mend) return "it has another form";
  if (!is_printable_line(text)) return "it is not one printable line";
  if (diagnostic.wrong.size() + diagnostic.mend.size() > longest_words) return "it is too long";
  return location_fault(diagnostic.location);
}

}  // namespace winnow::verif

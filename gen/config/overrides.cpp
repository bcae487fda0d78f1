// SPDX-License-Identifier: Apache-2.0
#include "gen/config/overrides.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <optional>

#include "gen/config/config.hpp"

namespace winnow::config {
namespace {

// Undoes the escapes of a JSON pointer (RFC 6901).
std::string unescape(const std::string& step) {
  std::string text;
  for (std::size_t at = 0; at < step.size(); ++at) {
    const bool escape =
        step[at] == '~' && at + 1 < step.size() && (step[at + 1] == '0' || step[at + 1] == '1');
    text += escape ? (step[++at] == '0' ? '~' : '/') : step[at];
  }
  return text;
}

// The keys that PATH walks through, from the root.
std::vector<std::string> steps_of(const std::string& path) {
  const bool pointer = path.starts_with('/');
  const char separator = pointer ? '/' : '.';
  std::vector<std::string> steps;
  std::size_t start = pointer ? 1 : 0;
  while (true) {
    const std::size_t end = path.find(separator, start);
    const std::string step = path.substr(start, end == std::string::npos ? end : end - start);
    steps.push_back(pointer ? unescape(step) : step);
    if (end == std::string::npos) break;
    start = end + 1;
  }
  const std::vector<std::string>& roots = root_keys();
  if (std::find(roots.begin(), roots.end(), steps.front()) == roots.end())
    steps.insert(steps.begin(), "parameters");
  return steps;
}

std::optional<std::size_t> index_in(const Json& list, const std::string& step) {
  const bool digits =
      !step.empty() && step.size() < 9 &&
      std::all_of(step.begin(), step.end(), [](char each) { return each >= '0' && each <= '9'; });
  if (!digits || (step.size() > 1 && step.front() == '0')) return std::nullopt;
  const std::size_t index = std::stoul(step);
  if (index >= list.size()) return std::nullopt;
  return index;
}

Json value_of(const std::string& text) {
  try {
    ParsedJson parsed = parse_json(text, "--set");
    if (parsed.problems.empty()) return parsed.root;
  } catch (const ConfigError&) {
    // Not JSON: the text itself is meant, as in --set overflow=wrap.
  }
  return text;
}

struct Path {
  std::string text;
  std::vector<std::string> steps;
};

// The place that the path names; keys that do not exist are created, as validation knows better what is
// wrong.
Json* place_of(const Path& path, Document& document, std::string& pointer) {
  Json* place = &document.root();
  for (const std::string& step : path.steps) {
    if (place->is_array()) {
      const auto index = index_in(*place, step);
      if (!index) {
        document.report_override(path.text, in_quotes(step) + " is no index of " + in_words(*place),
                                 "give an index from 0 to the list's last, or set the whole list");
        return nullptr;
      }
      place = &(*place)[*index];
    } else if (place->is_object()) {
      if (!place->contains(step)) (*place)[step] = Json::object();
      place = &(*place)[step];
    } else {
      document.report_override(path.text, in_words(*place) + " has nothing inside it that could be set",
                               fmt::format("set {} itself", pointer));
      return nullptr;
    }
    pointer = child_pointer(pointer, step);
  }
  return place;
}

}  // namespace

void apply_override(const std::string& assignment, Document& document) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    document.report_override(assignment, "is not an assignment", "write it as PATH=VALUE, such as rows=4");
    return;
  }
  const Path path{assignment.substr(0, equals), steps_of(assignment.substr(0, equals))};
  if (!document.root().is_object()) return;  // reported by the validation
  if (std::any_of(path.steps.begin(), path.steps.end(),
                  [](const std::string& step) { return step.empty(); }) ||
      path.steps.size() > 16) {
    document.report_override(path.text, "is not a path",
                             "write it as rows or parameters.rows or /parameters/rows");
    return;
  }
  std::string pointer;
  Json* place = place_of(path, document, pointer);
  if (place == nullptr) return;
  *place = value_of(assignment.substr(equals + 1));
  document.came_from_override(pointer, path.text);
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "gen/config/parameter_table.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "gen/config/nearest_name.hpp"

namespace winnow::config {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Where `below` stands inside `object`, as a pointer; nothing when it is not written there.
std::optional<std::string> written(const Json& object, const std::vector<std::string>& below) {
  std::string pointer;
  for (const std::string& key : below) pointer = child_pointer(pointer, key);
  // A pointer, for a step may be a key or the index of a list.
  if (!object.contains(Json::json_pointer(pointer))) return std::nullopt;
  return pointer;
}

// Blames what the user wrote rather than what has its default: first of all the very value below one of the
// parameters, then a parameter, else all of them together.
std::string blamed(const std::vector<std::string>& names, const std::vector<std::string>& below,
                   const Json& object) {
  for (const std::string& name : names) {
    std::vector<std::string> path = {name};
    path.insert(path.end(), below.begin(), below.end());
    if (const auto place = written(object, path)) return *place;
  }
  for (const std::string& name : names) {
    if (const auto place = written(object, {name})) return *place;
  }
  return "";
}

}  // namespace

std::string Parameter::range() const {
  const std::string words = range_in_words(type);
  return words.empty() || range_note.empty() ? words + range_note : words + ", " + range_note;
}

const Parameter* ParameterTable::find(const std::string& name) const {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  return found == parameters_.end() ? nullptr : &*found;
}

std::vector<std::string> ParameterTable::names() const {
  std::vector<std::string> all;
  for (const Parameter& parameter : parameters_) all.push_back(parameter.name);
  return all;
}

std::any ParameterTable::read(const Json& object, const std::string& pointer,
                              std::vector<Problem>& problems) const {
  std::any parameters = defaults_;
  if (!object.is_object()) {
    problems.push_back({pointer, in_words(object) + " is not an object",
                        "give an object of parameters, or {} for the defaults"});
    return parameters;
  }
  std::vector<std::string> unusable;
  for (const auto& [name, value] : object.items()) {
    const std::string place = child_pointer(pointer, name);
    const Parameter* parameter = find(name);
    if (parameter == nullptr) {
      problems.push_back({place, fmt::format("{} is not a parameter of \"{}\"", in_quotes(name), kind_),
                          suggestion(name, names())});
    } else if (const auto read = read_value(parameter->type, value, place, problems)) {
      parameter->store(parameters, *read);
    } else {
      unusable.push_back(name);
    }
  }
  check_rules(parameters, object, pointer, unusable, problems);
  return parameters;
}

void ParameterTable::check_rules(const std::any& parameters, const Json& object, const std::string& pointer,
                                 const std::vector<std::string>& unusable,
                                 std::vector<Problem>& problems) const {
  for (const Rule& rule : rules_) {
    const bool usable = std::none_of(rule.names.begin(), rule.names.end(),
                                     [&](const std::string& name) { return contains(unusable, name); });
    if (!usable) continue;
    const auto breach = rule.check(parameters);
    if (!breach) continue;
    const std::string place = pointer + blamed(rule.names, breach->below, object);
    problems.push_back({place, breach->wrong, breach->mend});
  }
}

Json ParameterTable::canonical_json(const std::any& parameters) const {
  Json object = Json::object();
  for (const Parameter& parameter : parameters_) object[parameter.name] = to_json(parameter.load(parameters));
  return object;
}

std::string ParameterTable::documentation() const {
  std::string rows = "| name | type | range | default | meaning |\n|---|---|---|---|---|\n";
  for (const Parameter& parameter : parameters_) {
    const std::string range = parameter.range();
    rows += fmt::format("| `{}` | {} |{}| {} | {} |\n", parameter.name, type_in_words(parameter.type),
                        range.empty() ? " " : " " + range + " ", in_words(parameter.default_value),
                        parameter.meaning);
  }
  return rows;
}

}  // namespace winnow::config

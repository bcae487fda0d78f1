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
    // Blame a parameter that the user wrote rather than one that has its default.
    const auto written = std::find_if(rule.names.begin(), rule.names.end(),
                                      [&](const std::string& name) { return object.contains(name); });
    const std::string place = written == rule.names.end() ? pointer : child_pointer(pointer, *written);
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
                        range.empty() ? " " : " " + range + " ", in_words(to_json(parameter.default_value)),
                        parameter.meaning);
  }
  return rows;
}

}  // namespace winnow::config

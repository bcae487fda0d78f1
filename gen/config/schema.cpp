// SPDX-License-Identifier: Apache-2.0
#include "gen/config/schema.hpp"

#include "gen/config/config.hpp"
#include "gen/config/core_name.hpp"

namespace winnow::config {
namespace {

constexpr const char* dialect = "https://json-schema.org/draft/2020-12/schema";

Json parameters_schema(const ParameterTable& table) {
  Json properties = Json::object();
  for (const Parameter& parameter : table.parameters()) {
    Json property = {{"description", parameter.meaning}};
    if (!parameter.range_note.empty()) property["$comment"] = parameter.range();
    property.update(schema_of(parameter.type));
    property["default"] = to_json(parameter.default_value);
    properties[parameter.name] = std::move(property);
  }
  return {{"description", "every parameter has a default"},
          {"type", "object"},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

}  // namespace

Json core_schema(const ParameterTable& table) {
  Json properties;
  properties["$schema"] = {{"type", "string"}};
  properties["winnow"] = {{"description", "version of the config format"}, {"const", format_version}};
  properties["core"] = {{"description", "core kind"}, {"const", table.kind()}};
  properties["name"] = {{"description", "name of the top module; no Verilog keyword"},
                        {"type", "string"},
                        {"pattern", core_name_pattern}};
  properties["parameters"] = parameters_schema(table);
  properties["clock_period_ns"] = {{"description", "target clock period in nanoseconds"},
                                   {"type", "number"},
                                   {"minimum", shortest_clock_period_ns},
                                   {"maximum", longest_clock_period_ns}};
  return {{"$schema", dialect},
          {"title", "winnow config: " + table.kind()},
          {"description", table.purpose()},
          {"type", "object"},
          {"additionalProperties", false},
          {"required", Json::array({"winnow", "core", "name"})},
          {"properties", std::move(properties)}};
}

Json config_schema() {
  Json kinds = Json::array();
  for (const std::string& kind : core_kinds()) {
    kinds.push_back({{"if", {{"properties", {{"core", {{"const", kind}}}}}}},
                     {"then", {{"$ref", kind + ".schema.json"}}}});
  }
  return {{"$schema", dialect},
          {"title", "winnow config"},
          {"type", "object"},
          {"required", Json::array({"winnow", "core", "name"})},
          {"properties", {{"core", {{"enum", core_kinds()}}}}},
          {"allOf", std::move(kinds)}};
}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#include "verif/tests/robust/config_grammar.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <vector>

#include "gen/config/schema.hpp"

namespace winnow::verif {
namespace {

using config::Json;

constexpr std::uint64_t largest_small_size = 16;
constexpr std::uint64_t widest_size_range = 65536;  // a wider one counts something other than hardware
constexpr unsigned mending_rounds = 8;

const Json& pick(const Json& list, Random& random) {
  return list[static_cast<std::size_t>(random.below(list.size()))];
}

std::uint64_t integer_between(std::uint64_t low, std::uint64_t high, Random& random) {
  const std::uint64_t span = high - low;
  switch (random.below(16)) {
    case 0:
      return low;
    case 1:
      return random.one_in(4) ? high : low;
    case 2:
      return low + random.below(span + 1);
    case 3: {  // any order of magnitude
      const double logarithm =
          static_cast<double>(random.below(1000)) / 1000 * std::log(static_cast<double>(span) + 1);
      return low + std::min(span, static_cast<std::uint64_t>(std::exp(logarithm)) - 1);
    }
    case 5:
    case 6:
    case 7:
    case 8:
      return std::clamp(std::uint64_t{1} << random.below(5), low, high);
    default:
      return low + random.below(std::min<std::uint64_t>(span + 1, 6));
  }
}

Json number_of_schema(const Json& schema, Random& random) {
  const double low = schema.at("minimum").get<double>(), high = schema.at("maximum").get<double>();
  const double part = static_cast<double>(random.below(1001)) / 1000;
  return low > 0 ? std::min(high, low * std::pow(high / low, part)) : low + (high - low) * part;
}

Json signed_integer_between(std::int64_t low, std::int64_t high, Random& random) {
  return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low) + 1));
}

// A list of integers of any length that the schema allows, mostly near the shortest.
Json table_of_schema(const Json& schema, Random& random) {
  const auto shortest = schema.at("minItems").get<std::uint64_t>();
  const auto longest = schema.at("maxItems").get<std::uint64_t>();
  const std::uint64_t length = integer_between(shortest, longest, random);
  const Json& item = schema.at("items");
  Json table = Json::array();
  for (std::uint64_t i = 0; i < length; ++i) {
    table.push_back(signed_integer_between(item.at("minimum").get<std::int64_t>(),
                                           item.at("maximum").get<std::int64_t>(), random));
  }
  return table;
}

// Lists inside lists, such as matrices: all of one depth are equally long, and short, and integers mostly
// small, so that what has to fit together often does.
Json nested_of_schema(const Json& schema, const std::vector<std::uint64_t>& lengths, Random& random) {
  if (schema.at("type") == "integer") {
    const auto low = schema.at("minimum").get<std::int64_t>(),
               high = schema.at("maximum").get<std::int64_t>();
    constexpr std::int64_t small = 4;
    if (random.one_in(200)) return signed_integer_between(low, high, random);
    return signed_integer_between(std::max(low, -small), std::min(high, small), random);
  }
  Json list = Json::array();
  for (std::uint64_t i = 0; i < lengths.front(); ++i)
    list.push_back(nested_of_schema(schema.at("items"), {lengths.begin() + 1, lengths.end()}, random));
  return list;
}

Json nested_of_schema(const Json& schema, Random& random) {
  constexpr std::uint64_t longest = 3;
  std::vector<std::uint64_t> lengths;
  for (const Json* at = &schema; at->at("type") == "array"; at = &at->at("items"))
    lengths.push_back(1 + random.below(std::min(longest, at->at("maxItems").get<std::uint64_t>())));
  return nested_of_schema(schema, lengths, random);
}

// A non-empty part of the choices, in their order.
Json list_of_schema(const Json& schema, Random& random) {
  if (schema.at("items").value("type", "") == "array") return nested_of_schema(schema, random);
  if (!schema.at("items").contains("enum")) return table_of_schema(schema, random);
  const Json& choices = schema.at("items").at("enum");
  Json list = Json::array();
  for (const Json& choice : choices) {
    if (random.one_in(2)) list.push_back(choice);
  }
  if (list.empty()) list.push_back(pick(choices, random));
  return list;
}

// Schemas that refer to each other: those of all kinds by the names of their files.
const Json& file_schema(const std::string& file) {
  static const std::map<std::string, Json> files = [] {
    std::map<std::string, Json> all;
    for (const config::ParameterTable& table : config::core_tables())
      all.emplace(table.kind() + ".schema.json", config::core_schema(table));
    return all;
  }();
  return files.at(file);
}

// What a schema stands for: "FILE#/json/pointer" is followed.
const Json& resolved(const Json& schema) {
  if (!schema.contains("$ref")) return schema;
  const std::string reference = schema.at("$ref").get<std::string>();
  const std::size_t mark = reference.find('#');
  return file_schema(reference.substr(0, mark)).at(Json::json_pointer(reference.substr(mark + 1)));
}

bool is_large(const Json& value) {
  return value.is_number_integer() && value > largest_small_size;
}

// Now and then a default applies, rarely a large one: what is too large to elaborate shows little.
bool is_left_out(const Json& property, Random& random) {
  if (property.contains("properties")) return random.one_in(40);
  if (!property.contains("default")) return random.one_in(2);
  return random.one_in(is_large(property.at("default")) ? 40 : 6);
}

Json object_of_schema(const Json& schema, Random& random) {
  std::vector<std::string> required;
  if (schema.contains("required")) required = schema.at("required").get<std::vector<std::string>>();
  Json object = Json::object();
  for (const auto& [name, property] : schema.at("properties").items()) {
    const bool needed = std::find(required.begin(), required.end(), name) != required.end();
    if (needed || !is_left_out(resolved(property), random)) object[name] = value_of_schema(property, random);
  }
  return object;
}

Json text_of_schema(const Json& schema, Random& random) {
  if (schema.contains("examples")) return pick(schema.at("examples"), random);
  if (!schema.contains("pattern")) return "https://example.org/schema.json";
  // Names of modules. Kinds with other patterns would say so by failing to be valid.
  static const std::vector<std::string> names = {"unit", "a",  "core_1", "x9",
                                                 "rmmu", "pe", "row",    "top_level_name"};
  std::string name = names[static_cast<std::size_t>(random.below(names.size()))];
  if (random.one_in(3)) name += "_" + std::to_string(random.below(1000));
  return random.one_in(50) ? std::string(64, 'n') : name;
}

// The schema of the member `name` of what `schema` describes, or nullptr.
const Json* member_schema(const Json& schema, const std::string& name) {
  if (schema.contains("properties")) {
    const Json& properties = schema.at("properties");
    return properties.contains(name) ? &resolved(properties.at(name)) : nullptr;
  }
  if (!schema.contains("anyOf")) return nullptr;
  for (const Json& alternative : schema.at("anyOf")) {
    if (const Json* member = member_schema(alternative, name)) return member;
  }
  return nullptr;
}

// The schema of what `pointer` names, or nullptr.
const Json* schema_at(const Json& schema, const std::string& pointer) {
  std::size_t start = 1;
  const Json* place = &schema;
  while (start <= pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', start), pointer.size());
    const std::string step = pointer.substr(start, end - start);
    const Json* member = member_schema(*place, step);
    if (member == nullptr) break;
    place = member;
    start = end + 1;
  }
  return place == &schema ? nullptr : place;
}

// The integers in a text, in its order.
std::vector<std::int64_t> integers_in(const std::string& text) {
  constexpr const char* digits = "0123456789";
  std::vector<std::int64_t> numbers;
  for (std::size_t place = text.find_first_of(digits); place < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(digits, place), text.size());
    const bool is_negative = place > 0 && text[place - 1] == '-';
    constexpr std::size_t longest = 9;  // digits: more is no advice
    if (end - place <= longest) {
      const std::int64_t number = std::stoll(text.substr(place, end - place));
      numbers.push_back(is_negative ? -number : number);
    }
    place = text.find_first_of(digits, end);
  }
  return numbers;
}

// The value as the end of a message says that it would be right: an integer that it names; for a table so
// many entries ("9 entries, ...") or entries in a range ("entries from -4 to 4"). False when it names none.
bool follow_advice(Json& value, const std::string& advice, Random& random) {
  const std::vector<std::int64_t> numbers = integers_in(advice);
  if (numbers.empty()) return false;
  if (value.is_number_integer()) {
    value = numbers[static_cast<std::size_t>(random.below(numbers.size()))];
    return true;
  }
  const bool is_table =
      value.is_array() && !value.empty() &&
      std::ranges::all_of(value, [](const Json& entry) { return entry.is_number_integer(); });
  if (!is_table) return false;
  if (advice.starts_with(std::to_string(numbers.front()))) {
    constexpr std::int64_t longest = 1000;
    Json table = Json::array();
    for (std::int64_t i = 0; i < std::min(numbers.front(), longest); ++i)
      table.push_back(value[static_cast<std::size_t>(i) % value.size()]);
    value = std::move(table);
    return true;
  }
  if (numbers.size() < 2 || numbers[0] > numbers[1]) return false;
  for (Json& entry : value) entry = std::clamp(entry.get<std::int64_t>(), numbers[0], numbers[1]);
  return true;
}

// Cores inside a core have to agree on what they share, which chance would hardly ever bring about: the later
// ones take the values of the first, or leave a parameter to its default where the first does.
void make_parts_agree(Json& root, const Json& schema) {
  if (!root.contains("parameters")) return;
  const std::string place = "/parameters/";
  const auto known = [&](const std::string& part, const std::string& parameter) {
    return schema_at(schema, place + part + place + parameter) !=
           schema_at(schema, place + part + "/parameters");
  };
  std::string first;
  for (auto& [part, value] : root.at("parameters").items()) {
    if (!value.is_object() || !value.contains("parameters")) continue;
    if (first.empty()) {
      first = part;
      continue;
    }
    const Json& model = root.at("parameters").at(first).at("parameters");
    Json& parameters = value.at("parameters");
    for (const auto& [name, each] : model.items()) {
      if (known(part, name)) parameters[name] = each;
    }
    const Json before = parameters;
    for (const auto& [name, each] : before.items()) {
      if (!model.contains(name) && known(first, name)) parameters.erase(name);
    }
  }
}

// Gives other values to what the messages blame: such as they advise, or new ones. False when there was
// nothing to mend.
bool mend(Json& root, const Json& schema, Random& random) {
  const bool follows = random.one_in(2);
  try {
    config::parse_config(config::to_text(root), "c.json");
    return false;
  } catch (const config::ConfigError& error) {
    for (const config::Diagnostic& diagnostic : error.diagnostics()) {
      const Json* blamed = schema_at(schema, diagnostic.location);
      if (blamed == nullptr || blamed->contains("properties")) continue;
      // Below a list the list is mended.
      Json::json_pointer place(diagnostic.location);
      while (!place.empty() && !root.contains(place)) place = place.parent_pointer();
      while (!place.empty() && schema_at(schema, place.parent_pointer().to_string()) == blamed) {
        place = place.parent_pointer();
      }
      if (place.empty() || (follows && follow_advice(root[place], diagnostic.mend, random))) continue;
      root[place] = value_of_schema(*blamed, random);
    }
    return true;
  }
}

}  // namespace

Json value_of_schema(const Json& given, Random& random) {
  const Json& schema = resolved(given);
  if (schema.contains("const")) return schema.at("const");
  if (schema.contains("enum")) return pick(schema.at("enum"), random);
  for (const char* alternatives : {"oneOf", "anyOf"}) {
    if (schema.contains(alternatives)) return value_of_schema(pick(schema.at(alternatives), random), random);
  }
  const std::string type = schema.value("type", "");
  if (type == "boolean") return random.one_in(2);
  if (type == "integer") {
    return integer_between(schema.at("minimum").get<std::uint64_t>(),
                           schema.at("maximum").get<std::uint64_t>(), random);
  }
  if (type == "number") return number_of_schema(schema, random);
  if (type == "string") return text_of_schema(schema, random);
  if (type == "array") return list_of_schema(schema, random);
  if (type == "object") return object_of_schema(schema, random);
  throw std::logic_error("the fuzzer's grammar does not know this schema: " + config::to_text(schema));
}

Json make_config_json(Random& random) {
  const std::vector<config::ParameterTable>& tables = config::core_tables();
  const Json schema = config::core_schema(tables[static_cast<std::size_t>(random.below(tables.size()))]);
  Json root = value_of_schema(schema, random);
  const unsigned rounds = random.one_in(10) ? 0 : mending_rounds;
  const bool agree = !random.one_in(4);
  for (unsigned round = 0; round < rounds; ++round) {
    if (agree) make_parts_agree(root, schema);
    if (!mend(root, schema, random)) break;
  }
  return root;
}

namespace {

bool is_small_value(const Json& value) {
  if (value.is_object()) return std::all_of(value.begin(), value.end(), is_small_value);
  return !value.is_number_integer() || value <= largest_small_size;
}

// A scheduler has a buffer for every set of its rows: 255 for eight, a second or two of a sanitized
// elaboration, alone or inside another core.
bool schedules_eight_rows(const config::Config& config) {
  const std::string text = config::to_text(config::canonical_json(config));
  return text.find(R"("core":"scheduler")") != std::string::npos &&
         text.find(R"("tokens":8)") != std::string::npos;
}

}  // namespace

bool is_small(const config::Config& config) {
  // One in sixteen of the slow ones shows as much as all of them.
  if (schedules_eight_rows(config) && config::config_hash(config).back() != '0') return false;
  const config::ParameterTable& table = config.table();
  const Json values = table.canonical_json(config.parameters);
  return std::all_of(table.parameters().begin(), table.parameters().end(),
                     [&](const config::Parameter& parameter) {
                       const auto* integer = std::get_if<config::IntegerType>(&parameter.type);
                       if (integer != nullptr && integer->maximum > widest_size_range) return true;
                       return is_small_value(values.at(parameter.name));
                     });
}

}  // namespace winnow::verif

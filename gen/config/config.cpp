// SPDX-License-Identifier: Apache-2.0
#include "gen/config/config.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>

#include "gen/config/core_name.hpp"
#include "gen/config/document.hpp"
#include "gen/config/nearest_name.hpp"
#include "gen/config/overrides.hpp"
#include "gen/config/schema.hpp"

namespace winnow::config {
namespace {

const Json* find(const Json& object, const std::string& key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

void check_version(Document& document) {
  const std::string mend = fmt::format("give {}", format_version);
  const Json* version = find(document.root(), "winnow");
  if (version == nullptr) {
    document.report({"/winnow", "the version of the config format is missing", mend});
  } else if (!version->is_number_integer() || *version != format_version) {
    document.report({"/winnow",
                     in_words(*version) + " is not a version of the config format that this program reads",
                     mend});
  }
}

const ParameterTable* read_core(Document& document, Config& config) {
  const Json* core = find(document.root(), "core");
  const std::string mend = "give " + choices_in_words(core_kinds());
  if (core == nullptr) {
    document.report({"/core", "the core kind is missing", mend});
    return nullptr;
  }
  if (!core->is_string()) {
    document.report({"/core", in_words(*core) + " is not text", mend});
    return nullptr;
  }
  config.core = core->get<std::string>();
  const ParameterTable* table = find_core_table(config.core);
  if (table == nullptr) {
    document.report(
        {"/core", in_quotes(config.core) + " is not a core kind", suggestion(config.core, core_kinds())});
  }
  return table;
}

void read_name(Document& document, Config& config) {
  const Json* name = find(document.root(), "name");
  const std::string mend = "give the name of the top module, such as \"my_core\"";
  if (name == nullptr) {
    document.report({"/name", "the name is missing", mend});
  } else if (!name->is_string()) {
    document.report({"/name", in_words(*name) + " is not text", mend});
  } else {
    config.name = name->get<std::string>();
    std::vector<Problem> problems;
    check_core_name(config.name, "/name", problems);
    document.report(problems);
  }
}

void read_clock_period(Document& document, Config& config) {
  const Json* period = find(document.root(), "clock_period_ns");
  if (period == nullptr) return;
  const std::string mend =
      fmt::format("give nanoseconds from {} to {}", shortest_clock_period_ns, longest_clock_period_ns);
  if (!period->is_number()) {
    document.report({"/clock_period_ns", in_words(*period) + " is not a number", mend});
    return;
  }
  const double nanoseconds = period->get<double>();
  if (nanoseconds >= shortest_clock_period_ns && nanoseconds <= longest_clock_period_ns) {
    config.clock_period_ns = nanoseconds;
  } else {
    document.report({"/clock_period_ns", in_words(*period) + " is out of range", mend});
  }
}

void check_keys(Document& document, const ParameterTable* table) {
  for (const auto& [key, value] : document.root().items()) {
    if (std::find(root_keys().begin(), root_keys().end(), key) != root_keys().end()) continue;
    const bool parameter = table != nullptr && table->find(key) != nullptr;
    document.report(
        {child_pointer("", key), in_quotes(key) + " is not a key of a config",
         parameter ? "it is a parameter: write it inside \"parameters\"" : suggestion(key, root_keys())});
  }
  if (const Json* schema = find(document.root(), "$schema"); schema != nullptr && !schema->is_string()) {
    document.report(
        {"/$schema", in_words(*schema) + " is not text", "give the schema's address, or leave it out"});
  }
}

Config read_document(Document& document) {
  Config config;
  if (!document.root().is_object()) {
    document.report({"", in_words(document.root()) + " is not a config",
                     "give an object with \"winnow\", \"core\", "
                     "\"name\" and \"parameters\""});
    document.throw_if_wrong();
  }
  check_version(document);
  const ParameterTable* table = read_core(document, config);
  read_name(document, config);
  read_clock_period(document, config);
  check_keys(document, table);
  if (table != nullptr) {
    const Json* parameters = find(document.root(), "parameters");
    std::vector<Problem> problems;
    config.parameters =
        parameters == nullptr ? table->defaults() : table->read(*parameters, "/parameters", problems);
    document.report(problems);
  }
  document.throw_if_wrong();
  return config;
}

}  // namespace

const std::vector<std::string>& root_keys() {
  static const std::vector<std::string> keys = {"$schema", "winnow",     "core",
                                                "name",    "parameters", "clock_period_ns"};
  return keys;
}

Config parse_config(const std::string& text, const std::string& label,
                    const std::vector<std::string>& overrides) {
  Document document(text, label);
  for (const std::string& assignment : overrides) apply_override(assignment, document);
  return read_document(document);
}

Config load_config(const std::string& path, const std::vector<std::string>& overrides) {
  return parse_config(read_config_file(path), path, overrides);
}

Json canonical_json(const Config& config) {
  Json object = {{"winnow", format_version}, {"core", config.core}, {"name", config.name}};
  object["parameters"] = config.table().canonical_json(config.parameters);
  if (config.clock_period_ns) object["clock_period_ns"] = *config.clock_period_ns;
  return object;
}

std::string config_hash(const Config& config) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char character : to_text(canonical_json(config))) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x100000001B3ULL;
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace winnow::config

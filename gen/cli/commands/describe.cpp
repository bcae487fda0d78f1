// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <algorithm>
#include <memory>

#include "gen/cli/commands/commands.hpp"
#include "gen/config/nearest_name.hpp"
#include "gen/config/registry.hpp"
#include "gen/config/schema.hpp"
#include "gen/cores/core_kind.hpp"
#include "gen/cores/generate.hpp"
#include "gen/hdl/verilog/package.hpp"

namespace winnow::cli {
namespace {

struct Options {
  std::string kind;
  bool schema = false;
  bool markdown = false;
};

const config::ParameterTable& table_of(const std::string& kind) {
  if (const config::ParameterTable* table = config::find_core_table(kind)) return *table;
  throw UsageError(fmt::format("{} is not a core kind; {}", config::in_quotes(kind),
                               config::suggestion(kind, config::core_kinds())));
}

config::Json parameters_as_json(const config::ParameterTable& table) {
  config::Json parameters = config::Json::array();
  for (const config::Parameter& parameter : table.parameters()) {
    parameters.push_back({{"name", parameter.name},
                          {"type", config::type_in_words(parameter.type)},
                          {"range", parameter.range()},
                          {"default", config::to_json(parameter.default_value)},
                          {"meaning", parameter.meaning}});
  }
  return parameters;
}

// Columns of text, each as wide as its widest cell but the last.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      line += fmt::format("  {:<{}}", row[column], column + 1 < row.size() ? widths[column] : 0);
    }
    text += line + "\n";
  }
  return text;
}

std::string parameters_as_text(const config::ParameterTable& table) {
  std::vector<std::vector<std::string>> rows = {{"name", "type", "range", "default", "meaning"}};
  for (const config::Parameter& parameter : table.parameters()) {
    rows.push_back({parameter.name, config::type_in_words(parameter.type), parameter.range(),
                    config::in_words(parameter.default_value), parameter.meaning});
  }
  return aligned(rows);
}

// Ports depend on the parameters; these are those of the default configuration.
config::Json default_ports(const config::ParameterTable& table) {
  const config::Config defaults{table.kind(), table.kind(), table.defaults(), std::nullopt};
  return hdl::verilog::ports_json(*cores::elaborate(defaults).top);
}

std::string ports_as_text(const config::Json& ports) {
  std::vector<std::vector<std::string>> rows = {
      {"name", "direction", "elements", "bits each", "sign", "order", "meaning"}};
  for (const config::Json& port : ports) {
    std::string order;
    for (const config::Json& index : port.at("shape"))
      order += "[" + index.at("index").get<std::string>() + "]";
    rows.push_back({port.at("name").get<std::string>(), port.at("direction").get<std::string>(),
                    std::to_string(port.at("elements").get<unsigned>()),
                    std::to_string(port.at("element_width").get<unsigned>()),
                    port.at("signed").get<bool>() ? "signed" : "unsigned", order,
                    port.at("meaning").get<std::string>()});
  }
  return aligned(rows);
}

void describe(const Options& options, const Context& context) {
  if (options.kind.empty()) {
    if (!options.schema) throw UsageError("KIND is missing; give one of those that 'winnow cores' lists");
    context.output << config::to_file_text(config::config_schema());
    return;
  }
  const config::ParameterTable& table = table_of(options.kind);
  if (options.schema) {
    context.output << config::to_file_text(config::core_schema(table));
  } else if (options.markdown) {
    context.output << table.documentation();
  } else if (context.json) {
    context.output << config::to_file_text({{"kind", table.kind()},
                                            {"purpose", table.purpose()},
                                            {"throughput", cores::core_kind(table.kind()).throughput},
                                            {"parameters", parameters_as_json(table)},
                                            {"ports", default_ports(table)}});
  } else {
    context.output << fmt::format(
        "{}: {}\nThroughput: {}\n\nParameters\n{}\nPorts of the default configuration (element 0 in the "
        "lowest "
        "bits, last index fastest)\n{}",
        table.kind(), table.purpose(), cores::core_kind(table.kind()).throughput, parameters_as_text(table),
        ports_as_text(default_ports(table)));
  }
}

}  // namespace

void add_describe(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "describe", "parameters and ports of a core kind");
  const auto options = std::make_shared<Options>();
  command->add_option("KIND", options->kind,
                      "core kind; may be left out with --schema, which then covers any config");
  CLI::Option* schema = command->add_flag("--schema", options->schema, "print the JSON Schema of a config");
  command->add_flag("--markdown", options->markdown, "print the parameters as a Markdown table")
      ->excludes(schema);
  command->callback([options, &context] { describe(*options, context); });
}

}  // namespace winnow::cli

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "gen/cli/commands/commands.hpp"
#include "gen/config/config.hpp"

namespace winnow::cli {
namespace {

config::Json good(const std::string& file, const config::Config& parsed) {
  return {{"file", file},
          {"good", true},
          {"hash", config::config_hash(parsed)},
          {"config", config::canonical_json(parsed)}};
}

config::Json bad(const std::string& file, const config::ConfigError& error) {
  config::Json errors = config::Json::array();
  for (const config::Diagnostic& diagnostic : error.diagnostics()) {
    errors.push_back(
        {{"location", diagnostic.location}, {"wrong", diagnostic.wrong}, {"mend", diagnostic.mend}});
  }
  return {{"file", file}, {"good", false}, {"errors", errors}};
}

void check(const std::vector<std::string>& files, Context& context) {
  config::Json results = config::Json::array();
  for (const std::string& file : files) {
    try {
      const config::Config parsed = config::load_config(file, context.overrides);
      results.push_back(good(file, parsed));
      if (!context.shows_text()) continue;
      context.output << fmt::format("{}: good ({} \"{}\", hash {})\n", file, parsed.core, parsed.name,
                                    config::config_hash(parsed));
      if (context.verbosity > 0) context.output << config::to_file_text(config::canonical_json(parsed));
    } catch (const config::ConfigError& error) {
      results.push_back(bad(file, error));
      context.errors << error.what() << '\n';
      context.exit_code = ExitCode::bad_input;
    }
  }
  if (context.json) context.output << config::to_file_text({{"configs", results}});
}

}  // namespace

void add_check(CLI::App& program, Context& context) {
  CLI::App* command = add_command(program, context, "check", "validate configs, and do nothing else");
  const auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("CONFIG", *files, "config files")->required();
  add_overrides(command, context);
  command->callback([files, &context] { check(*files, context); });
}

}  // namespace winnow::cli

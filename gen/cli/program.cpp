// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/program.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "gen/cli/commands/commands.hpp"
#include "gen/config/json.hpp"
#include "gen/config/nearest_name.hpp"
#include "gen/config/problem.hpp"
#include "sim/data_error.hpp"

namespace winnow::cli {
namespace {

void declare(CLI::App& program, Context& context) {
  program.name("winnow");
  program.set_version_flag("--version", "winnow " WINNOW_VERSION);
  program.require_subcommand(1);
  add_common_options(program, context);
  program.footer("winnow COMMAND --help shows the options of a command.");
  add_cores(program, context);
  add_describe(program, context);
  add_check(program, context);
  add_generate(program, context);
  add_verify(program, context);
  add_calibrate(program, context);
  add_simulate(program, context);
  add_synth(program, context);
  add_prices(program, context);
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// The parser would call a misspelt command an unexpected argument.
void check_command_name(const CLI::App& program, const std::vector<std::string>& arguments) {
  const auto names = command_names(program);
  if (arguments.empty()) throw UsageError("a command is missing; give " + config::choices_in_words(names));
  const std::string& first = arguments.front();
  if (first.starts_with('-') || std::find(names.begin(), names.end(), first) != names.end()) return;
  throw UsageError(config::in_quotes(first) + " is not a command; " + config::suggestion(first, names));
}

// Options in the order of --help, as "--name" or "-n".
std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

const CLI::App& chosen_command(const CLI::App& program) {
  const auto chosen = program.get_subcommands();
  return chosen.empty() ? program : *chosen.front();
}

// The arguments that the parser had no use for. It only tells them in one line, the last one first.
std::vector<std::string> unexpected(const std::vector<std::string>& arguments, const std::string& message) {
  std::string rest = message.substr(message.find(": ") + 2);
  std::vector<std::string> found;
  for (const std::string& argument : arguments) {
    if (rest == argument) {
      found.push_back(argument);
      return found;
    }
    if (!rest.ends_with(" " + argument)) continue;
    found.push_back(argument);
    rest.resize(rest.size() - argument.size() - 1);
  }
  return {message.substr(message.find(": ") + 2)};
}

std::string usage_error(const CLI::App& program, const std::vector<std::string>& arguments,
                        const CLI::ParseError& error) {
  const CLI::App& command = chosen_command(program);
  const std::string name = &command == &program ? "winnow" : "winnow " + command.get_name();
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    return fmt::format("{}; see {} --help", error.what(), name);
  }
  std::string text;
  for (const std::string& extra : unexpected(arguments, error.what())) {
    const std::string given = extra.substr(0, extra.find('='));
    const auto near =
        given.starts_with('-') ? config::nearest_name(given, option_names(command)) : std::nullopt;
    text +=
        fmt::format("{}{} is not expected; {}", text.empty() ? "" : "\nwinnow: ", config::in_quotes(extra),
                    near ? fmt::format("did you mean {}?", *near) : fmt::format("see {} --help", name));
  }
  return text;
}

ExitCode parse_and_run(const std::vector<std::string>& arguments, Context& context) {
  CLI::App program("winnow: sparse-attention accelerator cores from a config");
  declare(program, context);
  check_command_name(program, arguments);
  try {
    // The parser takes its arguments from the back.
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help and --version arrive as errors too
      program.exit(error, context.output, context.errors);
      return ExitCode::done;
    }
    throw UsageError(usage_error(program, arguments, error));
  }
  return context.exit_code;
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, std::ostream& output, std::ostream& errors) {
  Context context{.output = output, .errors = errors};
  try {
    return parse_and_run(arguments, context);
  } catch (const config::ConfigError& error) {
    errors << error.what() << '\n';
    return ExitCode::bad_input;
  } catch (const sim::DataError& error) {
    errors << error.what() << '\n';
    return ExitCode::bad_input;
  } catch (const UsageError& error) {
    errors << "winnow: " << error.what() << '\n';
    return ExitCode::bad_input;
  } catch (const std::exception& error) {
    errors << "winnow: " << error.what() << '\n';
    return ExitCode::tool_broke;
  }
}

}  // namespace winnow::cli

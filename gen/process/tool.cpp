// SPDX-License-Identifier: Apache-2.0
#include "gen/process/tool.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace winnow::process {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t shown_lines = 8;

bool looks_like_error(const std::string& line) {
  constexpr std::array words = {"rror", "undefined reference", "atal", "Killed", "No space", "cannot "};
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return line.find(word) != std::string::npos; });
}

// The first lines that look like errors; the last lines when none does.
std::string telling_lines(const fs::path& log) {
  std::ifstream stream(log);
  std::vector<std::string> errors;
  std::vector<std::string> all;
  for (std::string line; std::getline(stream, line);) {
    all.push_back(line);
    if (std::ssize(errors) < shown_lines && looks_like_error(line)) errors.push_back(line);
  }
  if (std::ssize(all) > shown_lines) all.erase(all.begin(), all.end() - shown_lines);
  std::string text;
  for (const std::string& line : errors.empty() ? all : errors) text += "\n  " + line;
  return text;
}

// "a", "a and b", "a, b and c"
std::string listed(const std::vector<std::string>& words) {
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) text += (i + 1 < words.size() ? ", " : " and ") + words[i];
  return text;
}

std::string how_it_ended(const Command& command, const Outcome& outcome) {
  const std::string& program = command.arguments.front();
  if (!outcome.timed_out) return program + " ended with code " + std::to_string(outcome.exit_code);
  return program + " was stopped after " + std::to_string(command.timeout.count()) + " ms";
}

}  // namespace

void require_programs(const std::vector<Tool>& tools) {
  std::vector<std::string> programs;
  std::vector<std::string> packages;
  for (const Tool& tool : tools) {
    if (find_program(tool.program)) continue;
    programs.push_back(tool.program);
    packages.push_back(tool.package.empty() ? tool.program : tool.package);
  }
  if (programs.empty()) return;
  const bool one = programs.size() == 1;
  throw ToolMissing(listed(programs) + (one ? " is" : " are") + " not installed; install Debian's package" +
                    (one ? " " : "s ") + listed(packages));
}

fs::path require_program(const std::string& name, const std::string& package) {
  require_programs({{name, package}});
  return find_program(name).value();
}

Outcome run_tool(const Command& command, std::string_view purpose) {
  Outcome outcome = run(command);
  if (outcome.ok()) return outcome;
  std::string message = std::string(purpose) + " failed: " + how_it_ended(command, outcome);
  if (!command.log_file.empty()) {
    message += "; log: " + command.log_file.string() + telling_lines(command.log_file);
  }
  throw ToolFailed(message, command.log_file);
}

std::string output_of(const std::vector<std::string>& arguments) {
  const Outcome outcome = run({.arguments = arguments, .capture = true});
  if (outcome.ok()) return outcome.output;
  throw ToolFailed(
      arguments.front() + " ended with code " + std::to_string(outcome.exit_code) + ": " + outcome.output,
      {});
}

}  // namespace winnow::process

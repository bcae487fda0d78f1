// SPDX-License-Identifier: Apache-2.0
#include "synth/tools.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "gen/process/line_follower.hpp"
#include "gen/process/process.hpp"
#include "gen/process/tool.hpp"
#include "synth/errors.hpp"

namespace winnow::synth {
namespace {

constexpr std::size_t maximum_quoted_lines = 5;

std::string version_output(const std::string& program, const std::string& option,
                           const std::string& package) {
  process::require_program(program, package);
  const auto outcome = process::run({.arguments = {program, option}, .capture = true});
  std::string first_line = outcome.output.substr(0, outcome.output.find('\n'));
  if (!outcome.ok()) throw ToolMissing(fmt::format("{} does not run: {}", program, first_line));
  return first_line;
}

std::vector<std::string> complaints_in(const std::string& text, const ToolRunner::Run& run) {
  std::vector<std::string> found;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    const bool is_error = line.starts_with("ERROR:") || line.starts_with("Error:") ||
                          line.find(": ERROR: ") != std::string::npos;
    if (is_error || (run.is_complaint && run.is_complaint(line))) found.push_back(line);
  }
  return found;
}

std::string last_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  const std::size_t first = lines.size() - std::min(lines.size(), maximum_quoted_lines);
  std::string result;
  for (std::size_t index = first; index < lines.size(); ++index) result += "\n  " + lines[index];
  return result;
}

std::string first_lines(const std::vector<std::string>& lines) {
  std::string result;
  for (std::size_t index = 0; index < std::min(lines.size(), maximum_quoted_lines); ++index) {
    result += "\n  " + lines[index];
  }
  if (lines.size() > maximum_quoted_lines)
    result += fmt::format("\n  and {} more", lines.size() - maximum_quoted_lines);
  return result;
}

void append(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

}  // namespace

// "Yosys 0.23 (git sha1 ...)"
std::string yosys_version() {
  std::istringstream words(version_output("yosys", "-V", "yosys"));
  std::string name;
  std::string version;
  words >> name >> version;
  return version;
}

// "nextpnr-ice40 -- Next Generation Place and Route (Version 0.4-1+b1)": upstream's number, without the
// package's.
std::string nextpnr_ice40_version() {
  std::string line = version_output("nextpnr-ice40", "--version", "nextpnr-ice40");
  const std::size_t begin = line.find("Version ");
  if (begin == std::string::npos) return line;
  const std::size_t number = begin + std::string_view("Version ").size();
  return line.substr(number, line.find_first_of("-+)", number) - number);
}

std::string sta_version() {
  return version_output("sta", "-version", "opensta");
}

ToolRunner::ToolRunner(const WorkFolder& folder, std::chrono::seconds limit)
    : folder_(folder), limit_(limit), begin_(std::chrono::steady_clock::now()) {}

std::string ToolRunner::run(const Run& run) {
  using std::chrono::milliseconds;
  const std::string console = "console.txt";
  const std::string output = run.output.empty() ? console : run.output;
  process::LineFollower follower(folder_.path() / output, run.on_line);
  process::Command command{.arguments = run.arguments,
                           .directory = folder_.path(),
                           .log_file = folder_.path() / console,
                           .on_wait = [&] { follower.poll(); }};
  if (limit_.count() > 0) {
    const auto used = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin_);
    command.timeout = std::max(milliseconds(1), milliseconds(limit_) - used);
  }
  const process::Outcome outcome = process::run(command);
  follower.poll();
  std::string text = folder_.read(output);
  append(folder_.log(), text);
  // What the tool said elsewhere (a crash, say) is worth keeping, but not twice.
  const std::string extra = output == console ? "" : folder_.read(console);
  if (!outcome.ok()) append(folder_.log(), extra);
  folder_.remove(console);
  if (!run.output.empty()) folder_.remove(run.output);

  const std::filesystem::path log = folder_.final_log();
  if (outcome.timed_out) {
    throw ToolFailed(fmt::format("{} was stopped at the time limit of {} s", run.tool, limit_.count()), log);
  }
  const std::vector<std::string> complaints = complaints_in(text, run);
  if (outcome.ok() && complaints.empty()) return text;
  const std::string how =
      outcome.ok() ? "complained" : fmt::format("failed (exit code {})", outcome.exit_code);
  const std::string quoted = complaints.empty() ? last_lines(text + extra) : first_lines(complaints);
  throw ToolFailed(fmt::format("{} {}{}", run.tool, how, quoted), log);
}

}  // namespace winnow::synth

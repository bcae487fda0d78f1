// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "gen/process/process.hpp"

// Programs that winnow needs: what is said when one is missing, and when one fails.
namespace winnow::process {

// A program, or something else that a tool needs, is not installed; what() says what to install.
class ToolMissing : public StartError {
 public:
  using StartError::StartError;
};

// A tool broke, ran out of time, or complained about its input; what() has its first error lines and the path
// of the log.
class ToolFailed : public std::runtime_error {
 public:
  ToolFailed(const std::string& message, std::filesystem::path log)
      : std::runtime_error(message), log_(std::move(log)) {}
  const std::filesystem::path& log() const { return log_; }

 private:
  std::filesystem::path log_;
};

struct Tool {
  std::string program;
  std::string package;  // Debian's, to install; empty: it has the program's name
};

// Throws ToolMissing, which names all that are not there and their packages.
void require_programs(const std::vector<Tool>& tools);
// The program's absolute path; throws ToolMissing.
std::filesystem::path require_program(const std::string& name, const std::string& package = {});

// run(), then ToolFailed when the exit code is not 0 or the time is up. `purpose` starts the message, e.g.
// "compiling the model". Without a log file the message is all that is known.
Outcome run_tool(const Command& command, std::string_view purpose);

// All output of a short program, e.g. {"verilator", "--version"}. Throws ToolMissing, ToolFailed.
std::string output_of(const std::vector<std::string>& arguments);

}  // namespace winnow::process

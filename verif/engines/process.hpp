// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::verif {

// A program that is needed is not installed. The text names it and says how to get it.
class ToolMissing : public std::runtime_error {
 public:
  explicit ToolMissing(std::string tool);
  const std::string& tool() const { return tool_; }

 private:
  std::string tool_;
};

// A program ran and failed. The text has the log's path and its first lines that look like errors.
class ToolFailed : public std::runtime_error {
 public:
  ToolFailed(const std::string& what, std::filesystem::path log);
  const std::filesystem::path& log() const { return log_; }

 private:
  std::filesystem::path log_;
};

struct Process {
  std::vector<std::string>
      arguments;  // [0]: the program, a name looked up in PATH or a path; no shell is involved
  std::filesystem::path directory = {};  // working directory; empty: the caller's
  std::filesystem::path log = {};        // gets standard output and error; empty: discarded
  bool append = false;                   // add to the log rather than replace it
  std::vector<std::pair<std::string, std::string>> environment = {};  // set on top of the caller's
  std::function<void(std::string_view line)> on_line =
      {};  // every line of output as it comes, without newline
};

struct ProcessResult {
  int exit_code = 0;  // 128 + signal number when a signal ended it
  double seconds = 0;
  bool ok() const { return exit_code == 0; }
};

// The program's full path, or nothing: `name` with a slash is taken as it is, others are looked up in PATH.
std::optional<std::filesystem::path> find_program(std::string_view name);

// Runs a program to its end; standard input is empty. Throws ToolMissing when there is no such program and
// std::system_error when the system refuses (pipe, log file, spawn).
ProcessResult run_process(const Process& process);

// run_process, then ToolFailed when the exit code is not 0. `purpose` starts the message, e.g. "compiling the
// model".
ProcessResult run_tool(const Process& process, std::string_view purpose);

// All output of a short program, e.g. {"verilator", "--version"}. Throws ToolMissing, ToolFailed.
std::string output_of(const std::vector<std::string>& arguments);

}  // namespace winnow::verif

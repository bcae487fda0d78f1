// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Runs other programs without a shell: no quoting, no word splitting, no injection through file names.
namespace winnow::process {

struct Command {
  // Program and its arguments. A name without '/' is looked up in PATH; a relative path is relative to the
  // caller's working directory, also when `directory` is set.
  std::vector<std::string> arguments{};
  std::filesystem::path directory{};  // working directory of the child; empty: the caller's
  // Takes standard output and error; empty: the caller's own, unless `capture`.
  // With `on_line` alone the output goes nowhere else.
  std::filesystem::path log_file{};
  bool append_log = false;  // add to log_file instead of replacing it
  bool capture = false;     // return output in Outcome::output (not together with log_file)
  std::vector<std::pair<std::string, std::string>> environment{};  // added to, or replacing, the caller's
  std::chrono::milliseconds timeout{0};                            // 0: none
  std::function<void()> on_wait{};  // called several times per second while the child runs
  std::function<void(std::string_view line)> on_line{};  // every line of output soon after it was written
};

struct Outcome {
  int exit_code = 0;  // 128 + signal when a signal ended the child, as a shell reports it
  bool timed_out = false;
  double seconds = 0;
  std::string output;  // with `capture`: standard output and error, interleaved as written

  bool ok() const { return exit_code == 0 && !timed_out; }
};

// Thrown when the child could not be started; what() names the program and says why.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Runs the command to its end. At the timeout, or when a callback throws, the child and all its descendants
// are killed. Standard input is /dev/null. The child stays in the caller's process group, so that Ctrl-C ends
// both. Throws StartError when the program (then it is a ToolMissing, tool.hpp), the directory or the log
// file cannot be used.
Outcome run(const Command& command);

// Absolute path of a program in PATH (or of a path with '/'), if it is there and executable.
std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace winnow::process

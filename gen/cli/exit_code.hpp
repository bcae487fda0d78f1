// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace winnow::cli {

// What the shell sees (docs/cli.md).
enum class ExitCode {
  done = 0,
  check_failed = 1,  // the check ran, and what it checked is not right
  bad_input = 2,     // bad usage or config
  tool_broke = 3,    // a needed tool is missing or broke
};

// Ends a command with ExitCode::bad_input; what() is shown after "winnow: ".
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Ends a command with ExitCode::tool_broke.
class ToolError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace winnow::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "gen/cli/exit_code.hpp"

namespace winnow::cli {

// What every command shares: where to write, and the common options.
struct Context {
  std::ostream& output;                     // results
  std::ostream& errors;                     // what is wrong, and progress
  bool json = false;                        // results as JSON
  bool quiet = false;                       // only what is wrong
  int verbosity = 0;                        // number of -v
  std::vector<std::string> overrides = {};  // --set PATH=VALUE
  ExitCode exit_code = ExitCode::done;      // set by the command that ran

  bool shows_text() const { return !json && !quiet; }

  // One line of progress on the error stream, so that results on the output stream stay clean.
  void progress(const std::string& line) const {
    if (!quiet) errors << line << std::endl;
  }
};

}  // namespace winnow::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "gen/cli/exit_code.hpp"

namespace winnow::cli {

// The whole program: parses the arguments (without the program's name), runs the command, reports every error
// to `errors`. Throws nothing.
ExitCode run(const std::vector<std::string>& arguments, std::ostream& output, std::ostream& errors);

}  // namespace winnow::cli

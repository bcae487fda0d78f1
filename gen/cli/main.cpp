// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "gen/cli/program.hpp"

int main(int count, char** values) {
  using winnow::cli::ExitCode;
  const ExitCode code = winnow::cli::run({values + 1, values + count}, std::cout, std::cerr);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "winnow: the output could not be written; free some space, or write it elsewhere\n";
    return static_cast<int>(ExitCode::tool_broke);
  }
  return static_cast<int>(code);
}

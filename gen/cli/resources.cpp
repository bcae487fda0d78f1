// SPDX-License-Identifier: Apache-2.0
#include "gen/cli/resources.hpp"

#include <fmt/format.h>
#include <fstream>
#include <string>

#include "gen/cli/exit_code.hpp"

namespace winnow::cli {
namespace fs = std::filesystem;
namespace {

bool holds_resources(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "rtl_templates", error) && fs::is_directory(folder / "configs", error);
}

fs::path named_beside(const fs::path& folder) {
  std::ifstream file(folder / "winnow-resources.txt");
  std::string line;
  std::getline(file, line);
  return line.empty() ? fs::path() : folder / line;
}

}  // namespace

fs::path find_resources(const fs::path& program) {
  std::error_code error;
  const fs::path real = fs::canonical(program, error);
  const fs::path folder = (error ? program : real).parent_path();
  const fs::path installed = folder.parent_path() / "share" / "winnow";
  for (const fs::path& candidate : {named_beside(folder), installed}) {
    if (!candidate.empty() && holds_resources(candidate)) return candidate;
  }
  throw ToolError(fmt::format("the files that belong to this program are not in {}; install winnow again",
                              installed.string()));
}

fs::path find_resources() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) throw ToolError("cannot tell where this program is: /proc/self/exe is unreadable; mount /proc");
  return find_resources(program);
}

}  // namespace winnow::cli

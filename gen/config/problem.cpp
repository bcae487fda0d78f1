// SPDX-License-Identifier: Apache-2.0
#include "gen/config/problem.hpp"

#include <utility>

namespace winnow::config {
namespace {

std::string join_lines(const std::vector<Diagnostic>& diagnostics) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!lines.empty()) lines += '\n';
    lines += diagnostic.text();
  }
  return lines;
}

}  // namespace

std::string Diagnostic::text() const {
  std::string line = (file.empty() ? "\"\"" : file) + ":";
  if (!location.empty()) line += location + ":";
  return line + " " + wrong + "; " + mend;
}

ConfigError::ConfigError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(join_lines(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace winnow::config {

// One thing that is wrong in a config. `pointer` is a JSON pointer into the document; "" is the document
// itself.
struct Problem {
  std::string pointer;
  std::string wrong;
  std::string mend;

  bool operator==(const Problem&) const = default;
};

// The same as the user sees it: `location` is "/json/pointer", "--set PATH" or "LINE:COLUMN" (empty: the
// whole file).
struct Diagnostic {
  std::string file;
  std::string location;
  std::string wrong;
  std::string mend;

  // "FILE:LOCATION: what is wrong; what would be right"
  std::string text() const;
};

// The only error that leaves this library on bad input. Carries every diagnostic, in document order; what()
// is their texts, one a line.
class ConfigError : public std::runtime_error {
 public:
  explicit ConfigError(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace winnow::config

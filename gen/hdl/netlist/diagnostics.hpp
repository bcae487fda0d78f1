// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "gen/hdl/netlist/location.hpp"

namespace winnow::hdl {

struct Diagnostic {
  Location location;
  std::string message;  // what is wrong; the mend

  // "file:line:column: error: message"
  std::string text() const { return location.full() + ": error: " + message; }
};

// Everything that was wrong with an elaboration, one diagnostic a line.
class ElaborationError : public std::runtime_error {
 public:
  explicit ElaborationError(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace winnow::hdl

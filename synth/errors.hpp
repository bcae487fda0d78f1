// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

#include "gen/process/tool.hpp"

namespace winnow::synth {

// The request cannot be carried out as given: a file is missing or malformed, a name is wrong (exit code 2).
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A program or a cell library is not installed; what() says what to install (exit code 3).
using process::ToolMissing;

// A tool broke, ran out of time, or complained about the design; what() has its first error lines, log() all
// that it said (exit code 3).
using process::ToolFailed;

}  // namespace winnow::synth

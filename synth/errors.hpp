// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace winnow::synth {

// The request cannot be carried out as given: a file is missing or malformed, a name is wrong (exit code 2).
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A program or a cell library is not installed; what() says what to install (exit code 3).
class ToolMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A tool broke, ran out of time, or complained about the design; what() has its first error lines, log() all
// that it said (exit code 3).
class ToolFailed : public std::runtime_error {
 public:
  ToolFailed(const std::string& message, std::filesystem::path log)
      : std::runtime_error(message), log_(std::move(log)) {}
  const std::filesystem::path& log() const { return log_; }

 private:
  std::filesystem::path log_;
};

}  // namespace winnow::synth

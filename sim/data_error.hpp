// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace winnow::sim {

// Refused input data. Each message reads "FILE: what is wrong; what would be right" (manifests:
// FILE:/pointer). All faults that were found are kept, not only the first; what() joins them by line feeds.
class DataError : public std::runtime_error {
 public:
  explicit DataError(std::vector<std::string> messages);
  explicit DataError(const std::string& message) : DataError(std::vector<std::string>{message}) {}
  const std::vector<std::string>& messages() const { return messages_; }

 private:
  std::vector<std::string> messages_;
};

}  // namespace winnow::sim

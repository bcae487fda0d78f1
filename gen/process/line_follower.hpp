// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace winnow::process {

// Hands on each line of a file that another program is writing.
class LineFollower {
 public:
  // Begins `position` bytes into the file, which need not exist yet. Without `on_line` nothing is read;
  // `on_line` must outlive this.
  LineFollower(std::filesystem::path file, const std::function<void(std::string_view)>& on_line,
               std::int64_t position = 0);

  // Hands on the lines that were completed since the last call.
  void poll();
  // The same, and then a last line without a newline, if there is one.
  void finish();

 private:
  std::filesystem::path file_;
  const std::function<void(std::string_view)>& on_line_;
  std::int64_t position_;
  std::string rest_;  // the beginning of a line that is not complete
};

}  // namespace winnow::process

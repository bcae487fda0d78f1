// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <source_location>
#include <string>

namespace winnow::hdl {

// Where in the user's C++ source a node was made. The file name points at static storage (source_location's
// own) and is relative to the project's root, because the build maps the prefix away.
struct Location {
  const char* file = "";
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  Location() = default;
  Location(const std::source_location& from)  // NOLINT(google-explicit-constructor): a pure re-packing
      : file(from.file_name()), line(from.line()), column(from.column()) {}

  std::string file_and_line() const { return std::string(file) + ":" + std::to_string(line); }
  std::string full() const { return file_and_line() + ":" + std::to_string(column); }
};

}  // namespace winnow::hdl

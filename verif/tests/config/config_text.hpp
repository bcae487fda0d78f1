// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "gen/config/config.hpp"
#include "gen/config/rmmu_parameters.hpp"

namespace winnow::config::test {

// A config with these parameters (the inside of the object) and otherwise nothing wrong.
inline std::string with_parameters(const std::string& inside) {
  return R"({"winnow": 1, "core": "rmmu", "name": "unit", "parameters": {)" + inside + "}}";
}

// Everything that is wrong, one line each, as the user sees it; "" when the config is good.
inline std::string errors_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    parse_config(text, "c.json", overrides);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

inline RmmuParameters parameters_of(const std::string& inside,
                                    const std::vector<std::string>& overrides = {}) {
  return parse_config(with_parameters(inside), "c.json", overrides).as<RmmuParameters>();
}

inline std::string source_folder() {
  const char* folder = std::getenv("WINNOW_SOURCE_DIR");
  return folder == nullptr ? "." : folder;
}

}  // namespace winnow::config::test

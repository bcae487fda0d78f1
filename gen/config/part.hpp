// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <any>
#include <string>

#include "gen/config/json.hpp"

namespace winnow::config {

// A core inside a core, as a parameter: {"core": KIND, "parameters": {...}}, like a config without a name.
struct Part {
  std::string core;     // kind, such as "detector"
  std::any parameters;  // of that kind: DetectorParameters

  // The typed parameters; throws std::bad_any_cast when the part is of another kind.
  template <class Parameters>
  const Parameters& as() const {
    return std::any_cast<const Parameters&>(parameters);
  }

  bool operator==(const Part& other) const;
};

// In full: the kind and every parameter.
Json canonical_json(const Part& part);

}  // namespace winnow::config

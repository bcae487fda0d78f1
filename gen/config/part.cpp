// SPDX-License-Identifier: Apache-2.0
#include "gen/config/part.hpp"

#include "gen/config/registry.hpp"

namespace winnow::config {

Json canonical_json(const Part& part) {
  return {{"core", part.core},
          {"parameters", core_table_of(part.parameters.type()).canonical_json(part.parameters)}};
}

// What std::any holds cannot be compared; what its table writes can.
bool Part::operator==(const Part& other) const {
  return canonical_json(*this) == canonical_json(other);
}

}  // namespace winnow::config

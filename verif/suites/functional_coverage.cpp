// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/functional_coverage.hpp"

#include <stdexcept>

namespace winnow::verif {

void FunctionalCoverage::hit(const std::string& point) {
  const auto found = points_.find(point);
  if (found == points_.end()) throw std::logic_error("functional coverage: undeclared point '" + point + "'");
  ++found->second;
}

std::vector<std::string> FunctionalCoverage::missing() const {
  std::vector<std::string> names;
  for (const auto& [name, count] : points_) {
    if (count == 0) names.push_back(name);
  }
  return names;
}

}  // namespace winnow::verif

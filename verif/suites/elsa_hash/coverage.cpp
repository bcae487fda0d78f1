// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/elsa_hash/coverage.hpp"

#include <algorithm>

namespace winnow::verif {

ElsaHashCoverage::ElsaHashCoverage(const config::ElsaHashParameters& /*parameters*/) {
  for (const char* point :
       {"vector of zeros", "element of the least value", "element of the largest value", "vector waits",
        "hash waits", "vectors back to back", "vector taken while a hash waits",
        "two hashes wait and a vector is inside", "reset with a vector inside", "reset with everything full",
        "reset with a vector on offer"})
    declare(point);
}

void ElsaHashCoverage::cycle(const Cycle& cycle) {
  const bool waits = cycle.hash_valid && !cycle.hash_ready;
  if (cycle.vector_valid && !cycle.vector_ready) hit("vector waits");
  if (waits) hit("hash waits");
  if (waits && cycle.vector_valid && cycle.vector_ready) hit("vector taken while a hash waits");
  if (waits && cycle.inside == 3) hit("two hashes wait and a vector is inside");
}

void ElsaHashCoverage::reset(std::uint64_t inside, bool offered) {
  if (inside > 0) hit("reset with a vector inside");
  if (inside == 3) hit("reset with everything full");
  if (offered) hit("reset with a vector on offer");
}

void ElsaHashCoverage::vector(const std::vector<std::int64_t>& elements, std::int64_t least,
                              std::int64_t largest) {
  const auto has = [&](std::int64_t value) {
    return std::find(elements.begin(), elements.end(), value) != elements.end();
  };
  if (std::all_of(elements.begin(), elements.end(), [](std::int64_t element) { return element == 0; }))
    hit("vector of zeros");
  if (has(least)) hit("element of the least value");
  if (has(largest)) hit("element of the largest value");
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/config/elsa_hash_parameters.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// Situations of the hash computation's page that its suite must reach.
class ElsaHashCoverage : public FunctionalCoverage {
 public:
  explicit ElsaHashCoverage(const config::ElsaHashParameters& parameters);

  // What a cycle shows: the handshakes, and the vectors inside at its beginning, hashes that wait included.
  struct Cycle {
    bool vector_valid = false, vector_ready = false, hash_valid = false, hash_ready = false;
    std::uint64_t inside = 0;
  };
  void cycle(const Cycle& cycle);
  void reset(std::uint64_t inside, bool offered);
  // A vector that was taken, with the element of the least and the largest value that the format has.
  void vector(const std::vector<std::int64_t>& elements, std::int64_t least, std::int64_t largest);
  // Both were taken without a lost cycle.
  void back_to_back() { hit("vectors back to back"); }
};

}  // namespace winnow::verif

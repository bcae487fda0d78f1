// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/detector_parameters.hpp"

namespace winnow::verif {

struct DetectorPort {
  std::string name;
  unsigned width = 0;  // bits
};

// What docs/cores/detector.md derives from the parameters, computed for the model alone.
struct DetectorShape {
  // Throws std::invalid_argument for parameters outside the contract's ranges.
  explicit DetectorShape(const config::DetectorParameters& parameters);

  unsigned tokens, keys_per_cycle, maximum_keys, score_bits, passes;
  unsigned tiles;       // M, that hold all keys
  unsigned key_bits;    // K
  unsigned count_bits;  // c
  unsigned rows_bits;   // of rows_i
  unsigned sum_bits;    // of shared_threshold_i
  unsigned high_bits;   // h, counted on arrival
  unsigned low_bits;    // m, counted in the second pass

  std::vector<DetectorPort> inputs() const;  // rst_ni first
  std::vector<DetectorPort> outputs() const;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace winnow::config {

// User parameters of the detector (docs/cores/detector.md). Everything derived from them is computed by
// whoever needs it, the generator and the reference model each on their own.
struct DetectorParameters {
  unsigned tokens = 4;
  unsigned keys_per_cycle = 16;
  unsigned maximum_keys = 512;
  unsigned score_bits = 8;
  unsigned passes = 2;

  bool operator==(const DetectorParameters&) const = default;
};

}  // namespace winnow::config

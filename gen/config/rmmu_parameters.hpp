// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace winnow::config {

// User parameters of the RMMU core (docs/cores/rmmu.md). Plain values; everything derived from them (widths,
// latencies, lane counts) is computed by whoever needs it: the generator and the reference model each on
// their own, so that one wrong formula cannot pass both.
struct RmmuParameters {
  unsigned rows = 32;
  unsigned columns = 16;
  std::vector<unsigned> precisions = {16, 8, 4, 2};  // highest first
  unsigned sources = 1;
  unsigned chunks = 1;
  std::vector<std::string> reductions = {"row", "element"};
  unsigned segments = 1;
  unsigned maximum_length = 4096;
  std::string overflow = "wrap";      // or "saturate"
  std::string multiplier = "shared";  // or "behavioural"
  unsigned pe_stages = 1;
  unsigned reduction_stages = 0;
  bool shadow = false;

  bool operator==(const RmmuParameters&) const = default;
};

}  // namespace winnow::config

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/config/rmmu_parameters.hpp"

namespace winnow::verif::test {

// All 15 precision sets.
inline std::vector<std::vector<unsigned>> precision_sets() {
  std::vector<std::vector<unsigned>> sets;
  for (unsigned mask = 1; mask < 16; ++mask) {
    std::vector<unsigned> set;
    for (unsigned bit = 4; bit-- > 0;) {
      if ((mask >> bit) & 1U) set.push_back(2U << bit);
    }
    sets.push_back(set);
  }
  return sets;
}

// Arrays of every precision set in shapes that differ in each parameter: one PE, odd sizes, sources, chunks,
// segments, pipeline stages, shadow registers, short and saturating accumulators.
inline std::vector<config::RmmuParameters> array_parameters() {
  std::vector<config::RmmuParameters> list;
  unsigned i = 0;
  for (const auto& set : precision_sets()) {
    config::RmmuParameters p;
    p.precisions = set;
    p.chunks = 1 + i % 4;
    p.rows = p.chunks * (1 + i % 3);
    p.columns = (i % 2 == 0) ? 1 + i : 4;
    p.segments = (i % 2 == 0) ? 1 : 2U << (i / 2 % 2);
    p.sources = 1 + i % 5;
    p.pe_stages = i % 3;
    p.reduction_stages = i % 4;
    p.shadow = i % 3 == 1;
    p.overflow = i % 4 == 2 ? "saturate" : "wrap";
    p.maximum_length = i % 5 == 4 ? 24 : 4096;
    if (i % 7 == 5) p.reductions = {"row"};
    list.push_back(p);
    ++i;
  }
  return list;
}

}  // namespace winnow::verif::test

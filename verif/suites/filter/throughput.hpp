// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "verif/suites/filter/driver.hpp"

namespace winnow::verif::filter {

// Groups that are alike: every row picks `keys` keys, spread evenly.
struct Sequence {
  DetectorMode mode = DetectorMode::topk;
  unsigned groups = 1;
  unsigned keys = 1;  // per row; but in topk at least one per tile
};

// Cycles from the first tile's transfer to that of the last round, both included, when nobody waits outside:
// docs/cores/filter.md, "Throughput".
std::uint64_t closed_form(const DetectorShape& shape, const Sequence& sequence);
// The same, measured; starts from reset.
std::uint64_t measure(Driver& driver, const Sequence& sequence);

// Throws std::runtime_error when a measured count of cycles is not the closed form's.
void one_round_per_cycle(Driver& driver);

}  // namespace winnow::verif::filter

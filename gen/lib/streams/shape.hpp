// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/lib/bits.hpp"

namespace winnow::lib::streams {

// What the widths of the five streams follow from (docs/streams.md). A core sets what its streams need; all
// numbers are at least 1.
struct Shape {
  unsigned tokens = 1;          // T: rows of a group
  unsigned keys_per_cycle = 1;  // P: keys of a tile
  unsigned maximum_keys = 1;    // n: keys are numbered 0 to n-1
  unsigned score_bits = 1;
  unsigned dimension = 1;  // elements of a vector
  unsigned element_bits = 1;
  unsigned id_bits = 1;

  unsigned key_bits() const { return index_bits(maximum_keys); }  // K
  // Tiles that hold all keys.
  unsigned tiles() const { return (maximum_keys - 1) / keys_per_cycle + 1; }

  bool operator==(const Shape&) const = default;
};

}  // namespace winnow::lib::streams

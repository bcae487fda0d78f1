// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "gen/config/collector_parameters.hpp"
#include "gen/lib/streams/shape.hpp"

namespace winnow::cores::collector {

// Sizes that follow from the parameters (docs/cores/collector.md, "Storage").
struct CollectorShape {
  explicit CollectorShape(const config::CollectorParameters& p)
      : tokens(p.tokens),
        keys(p.maximum_keys),
        keys_per_tile(p.keys_per_cycle),
        lanes(std::min(p.keys_per_cycle, p.maximum_keys)),
        tiles(streams().tiles()) {}

  lib::streams::Shape streams() const {
    return {.tokens = tokens, .keys_per_cycle = keys_per_tile, .maximum_keys = keys};
  }
  unsigned key_bits() const { return lib::index_bits(keys); }
  unsigned row_bits() const { return lib::index_bits(tokens); }
  unsigned lane_bits() const { return lib::index_bits(lanes); }
  unsigned tile_bits() const { return lib::index_bits(tiles); }
  unsigned word_bits() const { return lanes * tokens; }

  unsigned tokens, keys, keys_per_tile;
  unsigned lanes;  // keys of a tile that exist in at least one tile
  unsigned tiles;
};

}  // namespace winnow::cores::collector

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verif/harness/random.hpp"
#include "verif/models/detector/selection.hpp"
#include "verif/models/detector/shape.hpp"

namespace winnow::verif {

// How scores are drawn.
enum class ScoreKind : std::uint8_t {
  uniform,
  few_values,
  all_equal,
  lowest,
  highest,
  extremes,
  negative,
  rising,
  clustered  // three neighbouring values anywhere: many keys meet in the same counters
};
inline constexpr unsigned score_kinds = 9;

// What a group sends: its settings as driven, and its tiles.
struct DetectorGroup {
  DetectorSettings settings;  // length and rows as driven, also beyond the contract's ranges
  std::vector<std::vector<std::int64_t>> tiles;  // [tile][row * P + key]
};

// What limit_i and length_i can carry.
unsigned largest_count(const DetectorShape& shape);

// Settings that select every key of every row, in mode `mode`, with limit 0.
DetectorSettings open_settings(const DetectorShape& shape, DetectorMode mode);
// Tiles for `settings.length` keys, at least one. A limit that limit_i cannot carry becomes the largest one.
DetectorGroup make_group(const DetectorShape& shape, Random& random, const DetectorSettings& settings,
                         ScoreKind kind);
// The same with any number of tiles, at least one.
DetectorGroup make_group(const DetectorShape& shape, Random& random, const DetectorSettings& settings,
                         ScoreKind kind, unsigned tiles);
// Anything that may be driven, biased towards the ends of every range.
DetectorGroup random_group(const DetectorShape& shape, Random& random);

// What the contract makes of the settings: length at most n.
DetectorSettings effective(const DetectorShape& shape, const DetectorSettings& settings);

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/group.hpp"

#include <algorithm>

namespace winnow::verif {
namespace {

std::int64_t lowest_of(unsigned bits) {
  return -(std::int64_t{1} << (bits - 1));
}
std::int64_t highest_of(unsigned bits) {
  return (std::int64_t{1} << (bits - 1)) - 1;
}

// `place`: of the key, for scores that rise, or anything the same for a group, for those that cluster.
std::int64_t draw(Random& random, unsigned bits, ScoreKind kind, std::uint64_t place) {
  const std::int64_t lowest = lowest_of(bits), highest = highest_of(bits);
  const auto values = static_cast<std::uint64_t>(highest - lowest) + 1;
  switch (kind) {
    case ScoreKind::uniform:
      return lowest + static_cast<std::int64_t>(random.below(values));
    case ScoreKind::few_values:
      return static_cast<std::int64_t>(random.below(3)) - 2;
    case ScoreKind::all_equal:
      return 0;
    case ScoreKind::lowest:
      return lowest;
    case ScoreKind::highest:
      return highest;
    case ScoreKind::extremes:
      return random.one_in(2) ? lowest : highest;
    case ScoreKind::negative:
      return lowest + static_cast<std::int64_t>(random.below(values / 2));
    case ScoreKind::rising:
      return lowest + static_cast<std::int64_t>(place % values);
    case ScoreKind::clustered:
      return std::min(lowest + static_cast<std::int64_t>(place % values + random.below(3)), highest);
  }
  return 0;
}

// 0, 1, the largest, or anything.
unsigned size_up_to(Random& random, unsigned largest) {
  switch (random.below(6)) {
    case 0:
      return 0;
    case 1:
      return std::min(1U, largest);
    case 2:
    case 3:
      return largest;
    default:
      return static_cast<unsigned>(random.below(largest + 1));
  }
}

}  // namespace

unsigned largest_count(const DetectorShape& shape) {
  return (1U << shape.count_bits) - 1U;
}

DetectorSettings open_settings(const DetectorShape& shape, DetectorMode mode) {
  DetectorSettings settings;
  settings.mode = mode;
  settings.threshold.assign(shape.tokens, lowest_of(shape.score_bits));
  settings.shared_threshold = lowest_of(shape.sum_bits);
  settings.length = shape.maximum_keys;
  settings.rows = shape.tokens;
  return settings;
}

DetectorSettings effective(const DetectorShape& shape, const DetectorSettings& settings) {
  DetectorSettings result = settings;
  result.length = std::min(result.length, shape.maximum_keys);
  return result;
}

DetectorGroup make_group(const DetectorShape& shape, Random& random, const DetectorSettings& settings,
                         ScoreKind kind) {
  const unsigned length = std::min(settings.length, shape.maximum_keys);
  const unsigned tiles = (length + shape.keys_per_cycle - 1) / shape.keys_per_cycle;
  return make_group(shape, random, settings, kind, std::max(tiles, 1U));
}

DetectorGroup make_group(const DetectorShape& shape, Random& random, const DetectorSettings& settings,
                         ScoreKind kind, unsigned tiles) {
  DetectorGroup group{settings, {}};
  group.settings.limit = std::min(settings.limit, largest_count(shape));
  const std::uint64_t cluster = random.next();
  for (unsigned tile = 0; tile < tiles; ++tile) {
    std::vector<std::int64_t> scores;
    for (unsigned row = 0; row < shape.tokens; ++row) {
      for (unsigned key = 0; key < shape.keys_per_cycle; ++key) {
        const std::uint64_t place = std::uint64_t{tile} * shape.keys_per_cycle + key + row;
        scores.push_back(
            draw(random, shape.score_bits, kind, kind == ScoreKind::clustered ? cluster : place));
      }
    }
    group.tiles.push_back(std::move(scores));
  }
  return group;
}

DetectorGroup random_group(const DetectorShape& shape, Random& random) {
  const auto kind = static_cast<ScoreKind>(random.below(score_kinds));
  DetectorSettings settings = open_settings(shape, static_cast<DetectorMode>(random.below(4)));
  settings.length = size_up_to(random, largest_count(shape));
  if (random.one_in(2)) settings.length = 1 + static_cast<unsigned>(random.below(shape.maximum_keys));
  settings.limit = size_up_to(random, largest_count(shape));
  if (random.one_in(2)) settings.limit = static_cast<unsigned>(random.below(settings.length / 4 + 2));
  settings.rows = random.one_in(2) ? shape.tokens : size_up_to(random, (1U << shape.rows_bits) - 1U);
  settings.causal = random.one_in(2);
  settings.query = static_cast<unsigned>(random.below(std::uint64_t{1} << shape.key_bits));
  settings.shared_sum = random.one_in(2);
  for (std::int64_t& threshold : settings.threshold) {
    threshold = draw(random, shape.score_bits, static_cast<ScoreKind>(random.below(score_kinds)), 0);
  }
  const unsigned shared_bits = random.one_in(2) ? shape.sum_bits : shape.score_bits;
  settings.shared_threshold = draw(random, shared_bits, static_cast<ScoreKind>(random.below(score_kinds)), 0);
  DetectorGroup group = make_group(shape, random, settings, kind);
  if (random.one_in(6)) {
    group =
        make_group(shape, random, settings, kind, 1 + static_cast<unsigned>(random.below(shape.tiles + 2)));
  }
  return group;
}

}  // namespace winnow::verif

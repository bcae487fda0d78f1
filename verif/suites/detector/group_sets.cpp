// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/group_sets.hpp"

#include <algorithm>
#include <optional>

namespace winnow::verif::detector {
namespace {

// Keys enough for tests of what happens to one key.
unsigned a_few_tiles(const DetectorShape& shape) {
  return std::min(shape.maximum_keys, std::max(2 * shape.keys_per_cycle, 8U));
}

// The best or the sum of what the rows that see a key say of it.
std::int64_t common_score(const DetectorShape& shape, const DetectorGroup& group, unsigned key) {
  std::optional<std::int64_t> best;
  std::int64_t sum = 0;
  for (unsigned row = 0; row < shape.tokens; ++row) {
    if (!group.settings.allowed(row, key)) continue;
    const std::int64_t score =
        group.tiles[key / shape.keys_per_cycle][row * shape.keys_per_cycle + key % shape.keys_per_cycle];
    best = std::max(best.value_or(score), score);
    sum += score;
  }
  return group.settings.shared_sum ? sum : best.value_or(0);
}

}  // namespace

std::int64_t highest_score(const DetectorShape& shape) {
  return (std::int64_t{1} << (shape.score_bits - 1)) - 1;
}

std::vector<DetectorGroup> every_score_value(const DetectorShape& shape, Random& random) {
  std::vector<DetectorGroup> groups;
  const unsigned digits = 1U << shape.high_bits, steps = std::min(digits, 32U);
  for (unsigned step = 0; step < 2 * steps; ++step) {
    const unsigned digit = digits / steps * (step / 2), low = digit & ((1U << shape.low_bits) - 1U);
    const std::int64_t common =
        static_cast<std::int64_t>((digit << shape.low_bits) | low) - highest_score(shape) - 1;
    DetectorSettings settings = open_settings(shape, DetectorMode::topk);
    settings.length = a_few_tiles(shape);
    settings.limit = 1 + static_cast<unsigned>(random.below(settings.length));
    DetectorGroup group = make_group(shape, random, settings, ScoreKind::uniform);
    for (std::vector<std::int64_t>& tile : group.tiles) {
      for (std::int64_t& score : tile) {
        if (!random.one_in(8)) score = common;
      }
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<DetectorGroup> shared_thresholds(const DetectorShape& shape, Random& random) {
  std::vector<DetectorGroup> groups;
  for (unsigned step = 0; step < 8 * shape.tokens; ++step) {
    DetectorSettings settings = open_settings(shape, DetectorMode::shared);
    settings.shared_sum = step % 2 == 0;
    settings.causal = step % 4 < 2;
    if (!settings.causal) settings.rows = 1 + step / 8;
    settings.length = a_few_tiles(shape);
    settings.query = static_cast<unsigned>(random.below(settings.length));
    // Row 0 does not see the key behind its own, and so on.
    const unsigned key = std::min(settings.query + step / 8, settings.length - 1);
    const bool lowest = step % 8 < 4;
    DetectorGroup group =
        make_group(shape, random, settings, lowest ? ScoreKind::lowest : ScoreKind::few_values);
    const std::int64_t common = common_score(shape, group, key);
    for (const int above : {0, 1}) {
      group.settings.shared_threshold = common + above;
      groups.push_back(group);
    }
  }
  return groups;
}

DetectorGroup cluster(const DetectorShape& shape, Random& random) {
  DetectorSettings settings = open_settings(shape, DetectorMode::topk);
  settings.limit = 1 + static_cast<unsigned>(random.below(shape.maximum_keys));
  return make_group(shape, random, settings, ScoreKind::clustered);
}

unsigned clusters(const DetectorShape& shape) {
  return std::min(3U << std::min(shape.score_bits, 6U), 20000U / (shape.tiles + 30));
}

}  // namespace winnow::verif::detector

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/filter/throughput.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

namespace winnow::verif::filter {
namespace {

constexpr std::uint64_t fill_gap = 3;         // a group's last tile to the next one's first
constexpr std::uint64_t round_latency = 8;    // a group's last tile to its first round
constexpr std::uint64_t compare_latency = 4;  // a tile of scores to its candidates

// Cycles from the transfer of a group's last scores to that of its last candidates.
std::uint64_t pick_latency(const DetectorShape& shape, DetectorMode mode) {
  if (mode != DetectorMode::topk) return compare_latency;
  return shape.passes == 1 ? shape.score_bits + 7ULL + shape.tiles
                           : shape.score_bits + 10ULL + 2ULL * shape.tiles;
}

// Cycles per group that picking and filling take.
std::uint64_t pick_period(const DetectorShape& shape, DetectorMode mode) {
  if (mode != DetectorMode::topk) return shape.tiles + fill_gap;
  return shape.passes == 1 ? shape.tiles + shape.score_bits + 2ULL
                           : shape.tiles + std::max(shape.high_bits, shape.low_bits + 1) + 2ULL;
}

DetectorGroup group_of(Driver& driver, const Sequence& sequence) {
  const DetectorShape& shape = driver.shape();
  const std::int64_t high = (std::int64_t{1} << (shape.score_bits - 1)) - 1;
  DetectorSettings settings = open_settings(shape, sequence.mode);
  settings.limit = sequence.keys;
  settings.shared_threshold = high;
  std::fill(settings.threshold.begin(), settings.threshold.end(), high);
  DetectorGroup group = make_group(shape, driver.random(), settings, ScoreKind::lowest);
  const unsigned width = shape.keys_per_cycle;
  for (unsigned row = 0; row < shape.tokens; ++row) {
    // What is shared is the same in all rows.
    const unsigned shift = sequence.mode == DetectorMode::shared ? 0 : row;
    for (std::uint64_t pick = 0; pick < sequence.keys; ++pick) {
      const auto key =
          static_cast<unsigned>((pick * shape.maximum_keys / sequence.keys + shift) % shape.maximum_keys);
      group.tiles[key / width][row * width + key % width] = high;
    }
  }
  return group;
}

}  // namespace

std::uint64_t closed_form(const DetectorShape& shape, const Sequence& sequence) {
  const std::uint64_t first = shape.tiles + pick_latency(shape, sequence.mode) + round_latency - 1;
  const std::uint64_t period = std::max<std::uint64_t>(sequence.keys, pick_period(shape, sequence.mode));
  return first + (sequence.groups - 1) * period + sequence.keys;
}

std::uint64_t measure(Driver& driver, const Sequence& sequence) {
  driver.start();
  for (unsigned i = 0; i < sequence.groups; ++i) driver.send(group_of(driver, sequence));
  driver.drain({});
  return driver.last_round().value() - driver.first_tile().value() + 1;
}

void one_round_per_cycle(Driver& driver) {
  const DetectorShape& shape = driver.shape();
  for (const DetectorMode mode :
       {DetectorMode::threshold, DetectorMode::cap, DetectorMode::topk, DetectorMode::shared}) {
    const std::uint64_t period = pick_period(shape, mode);
    // In the other modes a tile that nobody needs is left out, and takes less than a cycle.
    const std::uint64_t fewest = mode == DetectorMode::topk ? 1 : shape.tiles;
    // Where picking limits, where both take the same time, and where the rounds limit.
    const std::set<std::uint64_t> keys = {1,          shape.maximum_keys / 10, shape.tiles, period,
                                          period + 1, shape.maximum_keys};
    for (const std::uint64_t each : keys) {
      if (each < fewest || each > shape.maximum_keys) continue;
      const Sequence sequence{mode, 4, static_cast<unsigned>(each)};
      const std::uint64_t due = closed_form(shape, sequence), got = measure(driver, sequence);
      if (due != got)
        throw std::runtime_error(std::to_string(each) + " keys per row take " + std::to_string(got) +
                                 " cycles, not " + std::to_string(due));
    }
  }
}

}  // namespace winnow::verif::filter

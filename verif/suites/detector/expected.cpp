// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/detector/expected.hpp"

#include <algorithm>
#include <numeric>

namespace winnow::verif::detector {
namespace {

class Account {
 public:
  Account(const DetectorShape& shape, const DetectorGroup& group)
      : shape_(shape),
        group_(group),
        settings_(effective(shape, group.settings)),
        masks_(std::min<std::size_t>(group.tiles.size(), shape.tiles) * shape.keys_per_cycle) {}

  std::vector<std::uint32_t> take() {
    if (settings_.mode == DetectorMode::shared) {
      for (unsigned key = 0; key < masks_.size(); ++key) share(key);
    } else {
      for (unsigned row = 0; row < shape_.tokens; ++row) select(row);
    }
    return std::move(masks_);
  }

 private:
  std::int64_t score(unsigned row, unsigned key) const {
    const unsigned width = shape_.keys_per_cycle;
    return group_.tiles[key / width][row * width + key % width];
  }

  std::vector<unsigned> allowed_keys(unsigned row) const {
    std::vector<unsigned> keys;
    for (unsigned key = 0; key < masks_.size(); ++key) {
      if (settings_.allowed(row, key)) keys.push_back(key);
    }
    return keys;
  }

  void select(unsigned row) {
    std::vector<unsigned> keys = allowed_keys(row);
    if (settings_.mode == DetectorMode::topk) {
      std::stable_sort(keys.begin(), keys.end(),
                       [&](unsigned a, unsigned b) { return score(row, a) > score(row, b); });
    } else {
      std::erase_if(keys, [&](unsigned key) { return score(row, key) < settings_.threshold[row]; });
    }
    if (settings_.mode != DetectorMode::threshold && keys.size() > settings_.limit)
      keys.resize(settings_.limit);
    for (const unsigned key : keys) masks_[key] |= 1U << row;
  }

  void share(unsigned key) {
    std::vector<std::int64_t> seen;
    std::uint32_t rows = 0;
    for (unsigned row = 0; row < shape_.tokens; ++row) {
      if (!settings_.allowed(row, key)) continue;
      seen.push_back(score(row, key));
      rows |= 1U << row;
    }
    if (seen.empty()) return;
    const std::int64_t common = settings_.shared_sum
                                    ? std::accumulate(seen.begin(), seen.end(), std::int64_t{0})
                                    : *std::max_element(seen.begin(), seen.end());
    if (common >= settings_.shared_threshold) masks_[key] = rows;
  }

  const DetectorShape& shape_;
  const DetectorGroup& group_;
  DetectorSettings settings_;
  std::vector<std::uint32_t> masks_;
};

}  // namespace

std::vector<std::uint32_t> expected_masks(const DetectorShape& shape, const DetectorGroup& group) {
  return Account(shape, group).take();
}

}  // namespace winnow::verif::detector

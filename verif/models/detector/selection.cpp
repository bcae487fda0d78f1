// SPDX-License-Identifier: Apache-2.0
#include "verif/models/detector/selection.hpp"

#include <algorithm>
#include <utility>

namespace winnow::verif {

DetectorSelection::DetectorSelection(DetectorSettings settings)
    : settings_(std::move(settings)),
      scores_(settings_.threshold.size()),
      passed_(settings_.threshold.size(), 0) {}

void DetectorSelection::add(const std::vector<std::int64_t>& scores) {
  const auto key = static_cast<unsigned>(masks_.size());
  switch (settings_.mode) {
    case DetectorMode::threshold:
    case DetectorMode::cap:
      masks_.push_back(compare(key, scores));
      break;
    case DetectorMode::topk:
      for (std::size_t row = 0; row < scores_.size(); ++row) scores_[row].push_back(scores[row]);
      masks_.push_back(0);
      break;
    case DetectorMode::shared:
      masks_.push_back(share(key, scores));
      break;
  }
}

std::uint32_t DetectorSelection::compare(unsigned key, const std::vector<std::int64_t>& scores) {
  std::uint32_t mask = 0;
  for (unsigned row = 0; row < scores.size(); ++row) {
    if (!settings_.allowed(row, key) || scores[row] < settings_.threshold[row]) continue;
    if (settings_.mode == DetectorMode::cap && passed_[row] >= settings_.limit) continue;
    ++passed_[row];
    mask |= 1U << row;
  }
  return mask;
}

std::uint32_t DetectorSelection::share(unsigned key, const std::vector<std::int64_t>& scores) const {
  std::uint32_t mask = 0;
  std::int64_t sum = 0, best = 0;
  for (unsigned row = 0; row < scores.size(); ++row) {
    if (!settings_.allowed(row, key)) continue;
    best = mask == 0 ? scores[row] : std::max(best, scores[row]);
    sum += scores[row];
    mask |= 1U << row;
  }
  const std::int64_t compared = settings_.shared_sum ? sum : best;
  return compared >= settings_.shared_threshold ? mask : 0;
}

void DetectorSelection::finish() {
  if (settings_.mode != DetectorMode::topk) return;
  for (unsigned row = 0; row < scores_.size(); ++row) {
    std::vector<std::pair<std::int64_t, unsigned>> order;  // best first, the lower key first among equals
    for (unsigned key = 0; key < masks_.size(); ++key) {
      if (settings_.allowed(row, key)) order.emplace_back(-scores_[row][key], key);
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min<std::size_t>(order.size(), settings_.limit));
    for (const auto& [score, key] : order) masks_[key] |= 1U << row;
  }
}

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#include "verif/suites/captured/score_groups.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "sim/selection.hpp"

namespace winnow::verif::detector {
namespace {

constexpr double share = 0.1;

sim::BasicMatrix<std::int32_t> estimated_scores(const RealInput& input, std::size_t keys, unsigned bits) {
  const sim::Matrix scores = sim::estimated_scores(input.data, sim::Estimate::int4);
  return sim::narrowed_scores(sim::corner(scores, scores.rows, keys), bits);
}

}  // namespace

ScoreGroups::ScoreGroups(const DetectorShape& shape, const RealInput& input)
    : shape_(shape),
      input_(input),
      keys_(std::min<std::size_t>(input.data.k.rows, shape.maximum_keys)),
      // A causal query's number must fit its port.
      queries_(input.data.mask == sim::Mask::causal
                   ? std::min<std::size_t>(input.data.q.rows, shape.maximum_keys)
                   : input.data.q.rows),
      limit_(sim::kept_keys(share, keys_)),
      scores_(estimated_scores(input, keys_, shape.score_bits)) {}

DetectorGroup ScoreGroups::group_at(std::size_t first, DetectorMode mode) const {
  DetectorGroup group{open_settings(shape_, mode), {}};
  group.settings.limit = static_cast<unsigned>(limit_);
  group.settings.length = static_cast<unsigned>(keys_);
  group.settings.rows = static_cast<unsigned>(std::min<std::size_t>(shape_.tokens, queries_ - first));
  group.settings.causal = input_.data.mask == sim::Mask::causal;
  group.settings.query = group.settings.causal ? static_cast<unsigned>(first) : 0;
  if (mode == DetectorMode::threshold) group.settings.threshold.assign(shape_.tokens, common_threshold());
  for (std::size_t base = 0; base < keys_; base += shape_.keys_per_cycle) {
    group.tiles.emplace_back(std::size_t{shape_.tokens} * shape_.keys_per_cycle, 0);
    for (unsigned row = 0; row < group.settings.rows; ++row) {
      for (std::size_t key = base; key < std::min(base + shape_.keys_per_cycle, keys_); ++key)
        group.tiles.back()[row * shape_.keys_per_cycle + key - base] = scores_.at(first + row, key);
    }
  }
  return group;
}

// The mean, over all queries, of the score of the k-th best key.
std::int64_t ScoreGroups::common_threshold() const {
  double sum = 0;
  for (std::size_t query = 0; query < queries_; ++query) {
    const std::size_t visible = sim::visible_keys(input_.data.mask, query, keys_);
    std::vector<std::int32_t> row(scores_.row(query).begin(),
                                  scores_.row(query).begin() + static_cast<std::ptrdiff_t>(visible));
    std::sort(row.begin(), row.end(), std::greater<>());
    sum += row[std::min(limit_, visible) - 1];
  }
  return std::llround(sum / static_cast<double>(queries_));
}

}  // namespace winnow::verif::detector

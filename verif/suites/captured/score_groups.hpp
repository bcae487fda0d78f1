// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/matrix.hpp"
#include "verif/models/detector/shape.hpp"
#include "verif/suites/captured/head.hpp"
#include "verif/suites/detector/group.hpp"

namespace winnow::verif::detector {

// A captured head as a detector gets it: Q K^T as an estimate in INT4 gives it (docs/data.md), brought to the
// detector's score width with one scale for the head, and cut into groups of consecutive queries. Of more
// keys than maximum_keys the first ones count.
class ScoreGroups {
 public:
  // Both must outlive it.
  ScoreGroups(const DetectorShape& shape, const RealInput& input);

  std::size_t keys() const { return keys_; }
  std::size_t queries() const { return queries_; }
  // k = ceil(keys/10).
  std::size_t limit() const { return limit_; }
  // The group whose first query is `first`. topk keeps the k best keys; threshold has one for all queries,
  // the mean of their k-th best scores.
  DetectorGroup group_at(std::size_t first, DetectorMode mode) const;

 private:
  std::int64_t common_threshold() const;

  const DetectorShape& shape_;
  const RealInput& input_;
  std::size_t keys_, queries_, limit_;
  sim::BasicMatrix<std::int32_t> scores_;
};

}  // namespace winnow::verif::detector

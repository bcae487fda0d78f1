// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "sim/attention.hpp"

namespace winnow::sim::elsa {

// Learns the threshold t of one attention head from sample activations (ELSA, section III-E). A key counts as
// relevant when its softmax weight exceeds p/n, n being the keys that the query sees; a query without such a
// key has its best one. t is what the least relevant key's dot product comes to, in units of |q| and the
// largest |k|, on average over all queries of all inputs. So p is the one knob: a larger p selects fewer
// keys.
class ThresholdLearner {
 public:
  // Throws std::invalid_argument unless degree > 0 (0 is no approximation at all, which needs no threshold).
  explicit ThresholdLearner(double degree);

  // One input's head. Queries of zeros, and those of a head whose keys are all zeros, say nothing and are
  // left out.
  void add(const Head& head);

  std::size_t queries() const { return queries_; }
  // From -1 to 1; 0 when there was no query.
  double threshold() const;

 private:
  double degree_;
  double sum_ = 0;
  std::size_t queries_ = 0;
};

}  // namespace winnow::sim::elsa

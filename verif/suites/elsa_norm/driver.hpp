// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <utility>

#include "verif/harness/bench.hpp"
#include "verif/suites/elsa_norm/coverage.hpp"

namespace winnow::verif::elsa_norm {

// Gives sums of squares, and holds every norm to the exact root: a second opinion beside the model, which the
// bench compares in every cycle.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::ElsaNormParameters& parameters, ElsaNormCoverage* coverage);

  const ElsaNormShape& shape() const { return shape_; }
  const config::ElsaNormParameters& parameters() const { return parameters_; }
  Random& random() { return bench_.random(); }
  std::uint64_t largest_square() const;

  void start() { reset(); }
  void reset(unsigned cycles = 2);
  void set_threshold(std::int64_t threshold);
  void sum(std::uint64_t square, bool first = false);
  void idle(unsigned cycles = 1);

 private:
  void cycle(bool valid, std::uint64_t square, bool first);
  void watch();

  Bench& bench_;
  config::ElsaNormParameters parameters_;
  ElsaNormShape shape_;
  ElsaNormCoverage* coverage_;
  std::deque<std::pair<std::uint64_t, std::uint64_t>> due_;  // cycle and sum of the norms to come
  std::uint64_t maximum_ = 0;                                // of the sums that came in
};

}  // namespace winnow::verif::elsa_norm

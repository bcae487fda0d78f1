// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verif/suites/functional_coverage.hpp"
#include "verif/suites/rmmu/tracker.hpp"

namespace winnow::verif {

// The situations of the RMMU's protocol.
class RmmuCoverage : public FunctionalCoverage {
 public:
  explicit RmmuCoverage(const RmmuShape& shape);

  // A new bench: consecutive-cycle points must not join the last cycle of one test with the first of the
  // next.
  void begin();
  // Counts the cycle that `tracker` has decoded.
  void sample(const RmmuTracker& tracker);

 private:
  void declare_runs();
  void declare_weights();
  std::string operation_name(const RmmuOperation& operation) const;
  void sample_row(const RmmuTracker& tracker, unsigned row);
  void sample_writes(const RmmuTracker& tracker, unsigned row);
  void sample_groups(const RmmuTracker& tracker);

  RmmuShape shape_;
  std::vector<RmmuOperation> previous_;
};

}  // namespace winnow::verif

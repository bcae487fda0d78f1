// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "verif/suites/rmmu/tracker.hpp"

namespace winnow::verif {

// Functional coverage of the RMMU suite: how often each situation of the protocol has been driven. Points
// that a configuration cannot reach are not declared, so that full coverage is 0 missing points for every
// configuration.
class RmmuCoverage {
 public:
  explicit RmmuCoverage(const RmmuShape& shape);

  // A new bench: consecutive-cycle points must not join the last cycle of one test with the first of the
  // next.
  void begin();
  // Counts the cycle that `tracker` has decoded.
  void sample(const RmmuTracker& tracker);

  const std::map<std::string, std::uint64_t>& points() const { return points_; }
  std::vector<std::string> missing() const;

 private:
  void declare();
  void declare_weights();
  void hit(const std::string& point);
  std::string operation_name(const RmmuOperation& operation) const;
  void sample_row(const RmmuTracker& tracker, unsigned row);
  void sample_writes(const RmmuTracker& tracker, unsigned row);
  void sample_groups(const RmmuTracker& tracker);

  RmmuShape shape_;
  std::map<std::string, std::uint64_t> points_;
  std::vector<RmmuOperation> previous_;
};

}  // namespace winnow::verif

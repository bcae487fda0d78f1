// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "gen/config/collector_parameters.hpp"
#include "verif/harness/streams/payload.hpp"
#include "verif/suites/functional_coverage.hpp"

namespace winnow::verif {

// The situations of the collector's protocol.
class CollectorCoverage : public FunctionalCoverage {
 public:
  explicit CollectorCoverage(const config::CollectorParameters& parameters);

  struct Cycle {
    bool in_valid = false, in_ready = false, out_valid = false, out_ready = false;
  };
  struct Reset {
    bool row_open = false;   // of the group being collected some transfers were taken
    std::size_t groups = 0;  // closed, not yet given away
    bool offered = false;    // a selection was on offer
  };

  // A new bench: nothing of the last one counts.
  void begin();
  void cycle(const Cycle& cycle);
  void reset(const Reset& reset);
  // A selection that was taken, as row `row` of its group; `again`: its key was picked in this row before.
  void selection(const streams::Selection& transfer, unsigned row, bool again);
  // A group that was closed.
  void group(const std::vector<std::set<std::uint64_t>>& rows);

 private:
  config::CollectorParameters parameters_;
  unsigned tiles_;
  bool has_before_ = false;
  streams::Selection before_;
  Cycle last_;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "verif/harness/streams/rig.hpp"
#include "verif/suites/detector/candidate_check.hpp"
#include "verif/suites/detector/coverage.hpp"
#include "verif/suites/detector/group.hpp"
#include "verif/suites/detector/score_sender.hpp"

namespace winnow::verif::detector {

// Sends groups of scores and takes candidates, each at a pace. Beside the model, which the bench compares in
// every cycle, the candidates are held to a second account of what is selected.
class DetectorDriver {
 public:
  // `coverage` may be null.
  DetectorDriver(Bench& bench, const DetectorShape& shape, DetectorCoverage* coverage);

  const DetectorShape& shape() const { return shape_; }
  Random& random() { return rig_.bench().random(); }

  void start();  // reset
  void input(streams::Pace pace) { sender_.set_pace(pace); }
  void output(streams::Pace pace) { sink_.set_pace(pace); }
  void send(DetectorGroup group);
  // Groups that have not been taken.
  std::size_t queued() const { return sender_.waiting(); }
  void cycle(unsigned count = 1);
  // Cycles until all groups are sent and have left; throws std::runtime_error when nothing moves any more.
  // Needs paces that are not `never`.
  void drain();
  // Reset for some cycles, whatever is under way; queued groups are dropped.
  void reset(unsigned cycles);

 private:
  void take_group(const DetectorGroup& group);
  void take_candidate(const streams::Transfer& transfer);

  DetectorShape shape_;
  DetectorCoverage* coverage_;
  streams::Rig rig_;
  ScoreSender sender_;
  streams::Sink& sink_;
  CandidateCheck check_;
  std::deque<DetectorMode> modes_;  // of the groups that were taken and have not left
  std::optional<DetectorGroup> before_;
};

}  // namespace winnow::verif::detector

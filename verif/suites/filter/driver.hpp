// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "gen/config/filter_parameters.hpp"
#include "verif/harness/streams/rig.hpp"
#include "verif/suites/detector/score_sender.hpp"
#include "verif/suites/filter/coverage.hpp"
#include "verif/suites/scheduler/round_check.hpp"

namespace winnow::verif::filter {

struct Paces {
  streams::Pace scores = streams::Pace::always, rounds = streams::Pace::always,
                replay = streams::Pace::always;
};

// Sends groups of scores and takes rounds. Beside the model, which the bench compares in every cycle, a
// second account from end to end: the rounds, and the counts of each row, are held to what the scores and the
// settings select. Breaches throw std::runtime_error.
class Driver {
 public:
  // `coverage` may be null. For a filter whose selector is a detector.
  Driver(Bench& bench, const config::FilterParameters& parameters, FilterCoverage* coverage);

  const DetectorShape& shape() const { return shape_; }
  bool has_replay() const { return replay_ != nullptr; }
  Random& random() { return rig_.bench().random(); }

  // Reset for some cycles; forgets what was sent.
  void start(unsigned reset_cycles = 2);
  // At most M tiles.
  void send(DetectorGroup group);
  // Groups of which a tile has not been taken.
  std::size_t waiting() const { return sender_.waiting(); }
  // Runs until everything that was sent has left, on the replay stream too. Gives the number of cycles.
  std::uint64_t drain(const Paces& paces);
  // Runs for some cycles, finished or not.
  void run(const Paces& paces, std::uint64_t cycles);

  const scheduler::RoundCheck& check() const { return check_; }
  // Cycles of the bench since start(): of the first tile of scores, and of the last round.
  std::optional<std::uint64_t> first_tile() const { return first_tile_; }
  std::optional<std::uint64_t> last_round() const { return last_round_; }

 private:
  void set_paces(const Paces& paces);
  void cycle();
  void check_counts();
  void see_group(const DetectorGroup& group, const std::vector<unsigned>& masks);
  void seen(const char* point);

  FilterCoverage* coverage_;
  DetectorShape shape_;
  streams::Rig rig_;
  detector::ScoreSender sender_;
  streams::Sink& sink_;
  streams::Sink* replay_;  // null without a store
  scheduler::RoundCheck check_;
  std::deque<std::vector<std::uint64_t>> counts_;  // [row], of the groups that selection_done_o has not named
  std::optional<std::uint64_t> first_tile_, last_round_;
};

}  // namespace winnow::verif::filter

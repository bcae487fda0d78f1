// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/streams/rig.hpp"
#include "verif/suites/scheduler/coverage.hpp"
#include "verif/suites/scheduler/group.hpp"
#include "verif/suites/scheduler/round_check.hpp"

namespace winnow::verif::scheduler {

struct Paces {
  streams::Pace input = streams::Pace::always, output = streams::Pace::always, replay = streams::Pace::always;
};

// Drives groups through the scheduler. Beside the model, which the bench compares in every cycle, rounds are
// held to what was selected and the counters to what was transferred. Breaches throw std::runtime_error.
class Driver {
 public:
  // `coverage` may be null.
  Driver(Bench& bench, const config::SchedulerParameters& parameters, SchedulerCoverage* coverage);

  const config::SchedulerParameters& parameters() const { return parameters_; }
  Random& random() { return rig_.bench().random(); }

  // Reset of so many cycles; forgets what was queued and what is under way.
  void start(unsigned reset_cycles = 2);
  // Queues a group's tiles. A tile that no row wants is left out `leave_out` times in 16.
  void queue(const Group& group, unsigned leave_out = 8);
  // Runs until everything queued has left, on the replay stream too. Gives the number of cycles.
  std::uint64_t drain(const Paces& paces);
  // Runs until every tile that was queued has been taken.
  void feed(const Paces& paces);
  // Runs for some cycles, finished or not.
  void run(const Paces& paces, std::uint64_t cycles);
  void clear_totals();
  // Rounds of all groups since start().
  const std::vector<streams::Connection>& rounds() const { return check_.rounds(); }
  const RoundCheck& check() const { return check_; }
  // Cycles of the bench: of the first and the last round since start(), and of the latest tile with `last`.
  std::optional<std::uint64_t> first_transfer() const { return first_transfer_; }
  std::optional<std::uint64_t> last_transfer() const { return last_transfer_; }
  std::optional<std::uint64_t> last_tile() const { return last_tile_; }

 private:
  struct Counters {
    bool done = false;
    RoundFigures group, total;
  };
  bool has_replay() const { return parameters_.replay_rounds > 0; }
  void set_paces(const Paces& paces);
  // Gives the number of cycles; throws when there are more than any queued groups can take.
  std::uint64_t run_while(const std::function<bool()>& busy);
  void cycle(bool clear = false);
  streams::Candidate tile_of(const Group& group, unsigned base);
  void take_tile(const streams::Transfer& transfer);
  void take_round(const streams::Transfer& transfer);
  void compare_counters(const Counters& due);
  void count_cycle();
  void seen(const char* point);

  config::SchedulerParameters parameters_;
  SchedulerCoverage* coverage_;
  streams::Rig rig_;
  streams::Source& source_;
  streams::Sink& sink_;
  streams::Sink* replay_;  // null without a store
  RoundCheck check_;
  Counters counters_;
  std::optional<std::uint64_t> first_transfer_, last_transfer_, last_tile_;
};

}  // namespace winnow::verif::scheduler

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "gen/config/scheduler_parameters.hpp"
#include "verif/harness/bench.hpp"
#include "verif/models/scheduler/rule.hpp"
#include "verif/suites/scheduler/coverage.hpp"

namespace winnow::verif::scheduler {

// The rows that want each key, bit r for row r, by key.
using Group = std::vector<unsigned>;

// Whether one side of a stream moves in a cycle.
enum class Pace : std::uint8_t { always, seldom, bursty, half, never };

struct Paces {
  Pace input = Pace::always, output = Pace::always, replay = Pace::always;
};

// Drives groups through the scheduler and keeps count of what comes out: beside the model's cycle by cycle
// comparison, every (row, key) must come exactly once, in as many rounds as the longest row has keys, and be
// replayed in the same order. Breaches throw std::runtime_error.
class Driver {
 public:
  Driver(Bench& bench, const config::SchedulerParameters& parameters, SchedulerCoverage* coverage);

  const config::SchedulerParameters& parameters() const { return parameters_; }
  Random& random() { return bench_.random(); }

  // Reset; forgets what was queued.
  void start();
  // Queues a group's tiles. A tile that no row wants is left out `leave_out` times in 16.
  void queue(const Group& group, unsigned leave_out = 8);
  // Runs until everything queued has left, on the replay stream too. Gives the number of cycles.
  std::uint64_t drain(const Paces& paces);
  // Runs for some cycles, finished or not.
  void run(const Paces& paces, std::uint64_t cycles);
  void clear_totals();
  // Rounds of all groups since start().
  const std::vector<SchedulerRound>& rounds() const { return rounds_; }
  // Cycles since start() in which a round was transferred: of the first and of the last one.
  std::uint64_t first_transfer() const { return first_transfer_; }
  std::uint64_t last_transfer() const { return last_transfer_; }
  std::uint64_t last_tile() const { return last_tile_; }  // of the latest tile with `last`

 private:
  struct Tile {
    unsigned base = 0;
    std::vector<unsigned> mask;
    bool last = false;
  };
  bool moves(Pace pace, unsigned& burst);
  void cycle(const Paces& paces);
  void drive_tile();
  SchedulerRound read_round(const char* stream) const;
  void take_round();
  void take_replay();
  bool got(const char* port) const;
  void put(const char* port, std::uint64_t value);
  void seen(const char* point);

  Bench& bench_;
  config::SchedulerParameters parameters_;
  SchedulerCoverage* coverage_;
  std::deque<Tile> tiles_;
  std::deque<Group> expected_;  // groups that have not left; what is left to issue of the first
  unsigned rounds_left_ = 0;
  bool group_begun_ = false;
  std::vector<SchedulerRound> rounds_;
  std::size_t replayed_ = 0;
  bool offering_ = false;
  unsigned input_burst_ = 0, output_burst_ = 0, replay_burst_ = 0;
  std::uint64_t cycle_ = 0, first_transfer_ = 0, last_transfer_ = 0, last_tile_ = 0;
};

}  // namespace winnow::verif::scheduler

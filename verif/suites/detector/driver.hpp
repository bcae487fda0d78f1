// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/suites/detector/coverage.hpp"
#include "verif/suites/detector/group.hpp"

namespace winnow::verif {

// How often one side of a stream is willing.
enum class Pace : std::uint8_t { always, never, half, bursty, rarely };

// The ports of the detector by name. Groups are queued and sent at the pace of the moment; settings are junk
// except at the transfer that samples them, as the contract allows.
class DetectorDriver {
 public:
  // `coverage` may be null.
  DetectorDriver(Bench& bench, const DetectorShape& shape, DetectorCoverage* coverage);

  const DetectorShape& shape() const { return shape_; }
  Random& random() { return bench_.random(); }

  void start();  // reset
  void input(Pace pace) { input_.set(pace); }
  void output(Pace pace) { output_.set(pace); }
  void send(DetectorGroup group) { queue_.push_back(std::move(group)); }
  std::size_t queued() const { return queue_.size(); }
  void cycle(unsigned count = 1);
  // Cycles until all groups are sent and have left; throws std::runtime_error when nothing moves any more.
  // Needs paces that are not `never`.
  void drain();
  // Reset for some cycles, whatever is under way; queued groups are dropped.
  void reset(unsigned cycles);

 private:
  class Source {
   public:
    void set(Pace pace) { pace_ = pace; }
    bool next(Random& random);

   private:
    Pace pace_ = Pace::always;
    bool burst_ = false;
  };

  void put(std::size_t port, std::size_t index, unsigned width, std::uint64_t value);
  void drive_tile();
  void drive_settings(const DetectorSettings& settings);
  void drive_junk();
  void finish_transfer();
  void forget();

  Bench& bench_;
  DetectorShape shape_;
  DetectorCoverage* coverage_;
  std::size_t reset_, valid_, score_, last_, ready_;
  std::vector<std::size_t> settings_;  // in the order of the ports
  std::size_t ready_out_, valid_out_, last_out_;
  Source input_, output_;
  std::deque<DetectorGroup> queue_;
  std::size_t next_tile_ = 0;
  bool offered_ = false;  // a tile waits for its transfer
  bool output_held_ = false;
  std::uint64_t under_way_ = 0;     // groups whose last tile has not left
  std::deque<DetectorMode> modes_;  // of those whose transfers are complete
  std::optional<DetectorGroup> before_;
};

}  // namespace winnow::verif

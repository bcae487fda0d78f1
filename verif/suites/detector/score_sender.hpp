// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "verif/harness/streams/rig.hpp"
#include "verif/models/detector/shape.hpp"
#include "verif/suites/detector/group.hpp"

namespace winnow::verif::detector {

// The widths of the detector's streams.
streams::Shape stream_shape(const DetectorShape& shape);

// The stream *scores* and the settings that go with a group's first tile, for every core that has both under
// the detector's names. Settings are junk but while a first tile is offered, as the contract allows.
class ScoreSender {
 public:
  // The rig's shape is stream_shape(shape). Throws std::out_of_range when a port is missing.
  ScoreSender(streams::Rig& rig, const DetectorShape& shape);

  void set_pace(streams::Pace pace) { source_.set_pace(pace); }
  // Queues a group of at least one tile. Throws std::logic_error when a setting does not fit its port: the
  // device would see another.
  void send(DetectorGroup group);
  // Groups of which a tile has not been taken.
  std::size_t waiting() const { return groups_.size(); }
  // Some tiles of a group have been taken, and not its last.
  bool inside_group() const { return taken_ != 0; }
  // After a reset of the rig: nothing is waiting.
  void forget();
  const streams::Monitor& monitor() const { return source_.monitor(); }
  // Called when a group's last tile has been taken.
  std::function<void(const DetectorGroup& group)> on_group;

 private:
  void drive_settings(bool offers);
  void count_tile();

  Bench& bench_;
  DetectorShape shape_;
  streams::Source& source_;
  std::vector<std::size_t> settings_;  // inputs, in the order of the page's table
  std::deque<DetectorGroup> groups_;
  std::size_t taken_ = 0;  // tiles of the first group
};

}  // namespace winnow::verif::detector

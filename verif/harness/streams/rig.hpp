// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "verif/harness/streams/monitor.hpp"
#include "verif/harness/streams/pace.hpp"

namespace winnow::verif::streams {

// Drives a stream into the device: transfers in order, at a pace. Fields are random while nothing is offered,
// so that a device that looks at them is found out.
class Source {
 public:
  // `extra`: fields beyond those of the kind, at the end of every payload.
  Source(Bench& bench, const std::string& name, Kind kind, const Shape& shape,
         const std::vector<Field>& extra = {});

  // For streams without extra fields. `transfer`: Vector, ScoreTile, Selection, Candidate or Connection, as
  // the stream's kind.
  template <class T>
  void send(const T& transfer) {
    send_payload(pack(transfer, shape_));
  }
  void send_payload(Payload payload) { waiting_.push_back(std::move(payload)); }
  void set_pace(Pace pace) { pace_.set(pace); }
  // Every transfer given so far has been taken.
  bool idle() const { return waiting_.empty(); }
  std::size_t waiting() const { return waiting_.size(); }
  // Forgets what was not taken, also what is offered: for resets.
  void drop();
  // Called in every cycle once the stream's own inputs are set: for inputs that go with a transfer without
  // being fields of it. `offers`: the oldest transfer that was not taken is offered in this cycle.
  std::function<void(bool offers)> on_drive;

  Monitor& monitor() { return monitor_; }
  const Monitor& monitor() const { return monitor_; }
  void before_cycle();
  void after_cycle();

 private:
  Bench& bench_;
  Shape shape_;
  Monitor monitor_;
  PaceMaker pace_;
  std::deque<Payload> waiting_;
  std::vector<unsigned> widths_;
  bool offers_ = false;
};

// Takes a stream out of the device, at a pace.
class Sink {
 public:
  // `extra`: fields beyond those of the kind.
  Sink(Bench& bench, const std::string& name, Kind kind, const Shape& shape,
       const std::vector<Field>& extra = {});
  void set_pace(Pace pace) { pace_.set(pace); }
  Monitor& monitor() { return monitor_; }
  const Monitor& monitor() const { return monitor_; }
  void before_cycle();
  void after_cycle() { monitor_.after_cycle(); }

 private:
  Bench& bench_;
  Monitor monitor_;
  PaceMaker pace_;
};

// All streams of a device: drives them, runs the bench, watches them. Every cycle of a test that uses streams
// goes through cycle().
class Rig {
 public:
  Rig(Bench& bench, const Shape& shape) : bench_(bench), shape_(shape) {}

  // References stay good as long as the rig.
  Source& source(const std::string& name, Kind kind, const std::vector<Field>& extra = {});
  Sink& sink(const std::string& name, Kind kind, const std::vector<Field>& extra = {});

  void cycle(unsigned count = 1);
  // rst_ni low for `count` cycles; sources forget what was not taken.
  void reset(unsigned count = 2);
  // Runs until `done` says so; throws std::runtime_error, naming `what`, after `limit` cycles: the device
  // hangs.
  void run_until(const std::function<bool()>& done, std::uint64_t limit, const std::string& what);
  // Every monitor's finish().
  void finish() const;

  Bench& bench() { return bench_; }
  const Shape& shape() const { return shape_; }

 private:
  Bench& bench_;
  Shape shape_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<std::unique_ptr<Sink>> sinks_;
};

}  // namespace winnow::verif::streams

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <vector>

#include "gen/config/collector_parameters.hpp"
#include "verif/harness/streams/rig.hpp"
#include "verif/suites/collector/coverage.hpp"

namespace winnow::verif::collector {

// The keys of one row, in the order in which they are sent; fillers are transfers without a key.
struct Row {
  std::vector<std::uint64_t> keys;
  unsigned fillers_before = 0;
  bool last_is_filler = false;  // always so for a row without a key
};

// The picks of a group, by row.
using Group = std::vector<std::set<std::uint64_t>>;

// Sends rows, keeps what the candidates must say, and compares: beside the model, which the bench compares in
// every cycle, a second account of what the stream means.
class CollectorDriver {
 public:
  // `coverage` may be null.
  CollectorDriver(Bench& bench, const config::CollectorParameters& parameters, CollectorCoverage* coverage);

  const config::CollectorParameters& parameters() const { return parameters_; }
  streams::Rig& rig() { return rig_; }
  streams::Source& source() { return source_; }
  streams::Sink& sink() { return sink_; }
  Random& random() { return rig_.bench().random(); }

  // Reset with both sides idle, then both willing.
  void start();
  void reset(unsigned cycles = 2);
  void set_paces(streams::Pace source, streams::Pace sink);
  void cycle(unsigned count = 1);

  // Queues a row; `end` closes the sequence with it.
  void send(const Row& row, bool end = false);
  // A transfer that the stream forbids or that is only part of a row: the page says what becomes of it.
  void send_raw(const streams::Selection& transfer);
  // Until every queued row has come out, all sides willing in the end; then checks that nothing is open.
  void drain();
  // Until `count` selections have been taken since the last reset.
  void run_until_taken(std::uint64_t count);
  std::uint64_t taken() const { return taken_; }
  std::size_t groups_seen() const { return groups_seen_; }
  // Cycles of the transfers of candidates since the last reset.
  const std::vector<std::uint64_t>& candidate_cycles() const { return candidate_cycles_; }
  const std::vector<std::uint64_t>& selection_cycles() const { return selection_cycles_; }

 private:
  void expect(const streams::Selection& transfer);
  void compare(const streams::Transfer& transfer);

  config::CollectorParameters parameters_;
  CollectorCoverage* coverage_;
  streams::Rig rig_;
  streams::Source& source_;
  streams::Sink& sink_;
  Group filling_;               // rows of the group that is being sent; the last is open
  std::deque<Group> expected_;  // closed, not yet come out
  Group got_;
  bool has_got_ = false;
  std::uint64_t taken_ = 0;
  std::size_t groups_seen_ = 0;
  std::vector<std::uint64_t> candidate_cycles_, selection_cycles_;
};

// `count` different keys of `bound`, in random order; count at most bound.
std::vector<std::uint64_t> random_keys(Random& random, std::uint64_t bound, std::uint64_t count);
// A row of about `share` sixteenths of all keys, with fillers now and then.
Row random_row(Random& random, const config::CollectorParameters& parameters, unsigned share);

}  // namespace winnow::verif::collector

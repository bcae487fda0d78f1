// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <vector>

namespace winnow::verif {

// One round as the streams *connections* and *replay* carry it (docs/streams.md).
struct SchedulerRound {
  std::vector<unsigned> key;  // [row]; 0 where the row gets none
  unsigned row_valid = 0;     // bit r: row r gets a key
  unsigned load = 0;          // bit r: row r is the lowest one that uses its key
  bool last = false;

  bool operator==(const SchedulerRound&) const = default;
};

// The buffers of one group and algorithm 4 on them, as docs/cores/scheduler.md has it, "The rule".
class SchedulerBuffers {
 public:
  explicit SchedulerBuffers(unsigned tokens);

  // The rows in `mask` want `key`.
  void add(unsigned key, unsigned mask);
  bool empty() const { return keys_ == 0; }
  // Pops what one round issues. A group without any connection gives one round with no row served.
  SchedulerRound round();
  // Keys of the row that has the most left.
  unsigned longest_row() const;

 private:
  // 0 when there is none.
  unsigned inside(unsigned open) const;
  unsigned meeting(unsigned open) const;

  unsigned tokens_;
  std::size_t keys_ = 0;
  std::vector<std::set<unsigned>> buffers_;  // by mask
};

}  // namespace winnow::verif

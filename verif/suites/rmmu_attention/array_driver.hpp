// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// One write into the stationary registers.
struct WeightWrite {
  unsigned row = 0;
  unsigned set = 0;
  std::vector<std::uint64_t> words;  // one per column
};

// Drives the RMMU's input ports by the protocol of docs/cores/rmmu.md and calls back when a result is due. A
// port that the configuration lacks is left alone. The caller *stages* the inputs of a cycle (enable, stream,
// multiplier), then calls cycle(); enables and writes last one cycle, everything else persists.
class ArrayDriver {
 public:
  ArrayDriver(Bench& bench, const RmmuShape& shape);

  void start(std::size_t mode,
             bool element);  // reset, then precision and reduction of all rows, zero weights
  void enable_row(unsigned row, bool clear);
  void select_source(unsigned row, unsigned source);
  void stream(unsigned source, unsigned chunk, unsigned column, std::uint64_t word);
  void write_multiplier(unsigned row, std::int64_t value);

  // Queues writes. With a shadow register they go on while the array computes; finish_weights() writes the
  // rest, so that an operand staged after it sees them all. An operand staged before it shares its first
  // cycle.
  void queue_weights(std::vector<WeightWrite> writes);
  void finish_weights();

  void cycle();
  // Calls `read` at the end of the cycle that comes `latency` cycles after the one being staged.
  void when_due(unsigned latency, std::function<void()> read);
  void drain();  // cycles until every result has been read

  // From the last cycle. `index` counts bits.
  std::int64_t output(std::string_view port, std::size_t offset, unsigned width) const;
  bool output_bit(std::string_view port, std::size_t index) const;

  unsigned row_latency() const { return shape_.row_delay + 1; }
  unsigned group_latency() const { return row_latency() + 1; }
  unsigned element_latency() const { return shape_.element_delay + 1; }
  std::uint64_t cycles() const { return bench_.cycle_count(); }

 private:
  struct Due {
    std::uint64_t cycle;
    std::function<void()> read;
  };

  void put(std::string_view port, std::size_t offset, unsigned width, std::uint64_t value);
  void clear(std::string_view port);
  void stage_write(const WeightWrite& write);
  void zero_all_weights();

  Bench& bench_;
  const RmmuShape& shape_;
  std::map<std::string, std::size_t, std::less<>> inputs_, outputs_;  // the ports that exist
  std::size_t mode_ = 0;
  std::deque<WeightWrite> writes_;
  std::deque<Due> due_;  // latencies of one run are equal, so the order of staging is the order of reading
};

}  // namespace winnow::verif

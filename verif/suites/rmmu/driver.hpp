// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/suites/rmmu/coverage.hpp"
#include "verif/suites/rmmu/operands.hpp"
#include "verif/suites/rmmu/tracker.hpp"

namespace winnow::verif {

// What a row is asked to do in a cycle. `mode` and `source` are codes as driven; the contract resolves codes
// beyond the list.
struct RowRun {
  unsigned mode = 0;
  bool element = false;
  bool clear = false;
  unsigned source = 0;
};

// The RMMU's port protocol by name: every value set here persists until changed, as in Bench.
class RmmuDriver {
 public:
  // `coverage` may be null.
  RmmuDriver(Bench& bench, const RmmuShape& shape, RmmuCoverage* coverage);

  const RmmuShape& shape() const { return shape_; }
  const RmmuTracker& tracker() const { return tracker_; }
  Random& random() { return bench_.random(); }

  // All strobes low, a random stream, `reset_cycles` cycles of reset.
  void start(unsigned reset_cycles = 2);
  void cycle(unsigned count = 1);
  void reset(bool active) { put(reset_, 0, 1, active ? 0 : 1); }
  // Decodes the present inputs, for tests that ask the tracker before the cycle.
  void decode() { tracker_.decode(); }

  // Streams: `vector` = source * D + chunk.
  unsigned vectors() const { return shape_.sources * shape_.chunks; }
  void stream(unsigned vector, unsigned column, std::uint32_t word);
  void stream_uniform(const RmmuMode& mode, std::int32_t value);
  void stream_random(const RmmuMode& mode, Operands kind);

  // Row controls.
  void run(unsigned row, const RowRun& operation);
  void run_all(const RowRun& operation);
  void hold(unsigned row, bool clear = false);  // enable low
  void hold_all();
  void precision_code(unsigned row, unsigned code);
  void source_code(unsigned row, unsigned code);

  // The weight port.
  void weight(unsigned column, std::uint32_t word);
  void weight_uniform(const RmmuMode& mode, std::int32_t value);
  void weight_random(const RmmuMode& mode, Operands kind);
  void write(unsigned mode_code, std::uint32_t sets);
  void write_row(unsigned row, bool on);
  void write_rows(bool on);
  void commit(unsigned row, bool on);
  void commit_rows(bool on);
  void multiplier(unsigned row, std::int32_t value, bool on = true);
  void multipliers_off();

  // Loads whole rows through the protocol, one set a cycle, row controls as they are; with a shadow register
  // also commits. The strobes are low afterwards. `word` gives the word of (set, column).
  using WordOf = std::function<std::uint32_t(unsigned set, unsigned column)>;
  void load(const std::vector<unsigned>& rows, unsigned mode, const WordOf& word);
  void load_uniform(const std::vector<unsigned>& rows, unsigned mode, std::int32_t value);
  // Random weights, different in every row.
  void load_random(unsigned mode, Operands kind);
  const std::vector<unsigned>& all_rows() const { return all_rows_; }

  // The reductions that a mode can run in here: {false}, {true} or both.
  std::vector<bool> reductions(unsigned mode) const;

 private:
  std::size_t find(const char* name) const;
  void put(std::size_t port, std::size_t offset, unsigned width, std::uint64_t value);

  Bench& bench_;
  const RmmuShape& shape_;
  RmmuCoverage* coverage_;
  RmmuTracker tracker_;
  std::size_t reset_, stream_, enable_, clear_, precision_, source_, element_, weight_data_, weight_row_;
  std::size_t weight_set_, weight_precision_, commit_, multiplier_, multiplier_write_;
  std::vector<unsigned> all_rows_;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// What the inputs ask of one row in one cycle, out-of-range codes resolved.
struct RmmuOperation {
  bool enable = false;
  bool clear = false;
  bool element = false;
  unsigned mode = 0;
  unsigned source = 0;
  bool precision_beyond = false;  // the code was outside the list
  bool source_beyond = false;
  bool legal = true;  // every weight set that it uses is defined in its precision
};

// Which weight sets of a register are defined, and in which precision.
struct RmmuLoaded {
  unsigned mode = 0;
  std::uint32_t sets = 0;

  bool complete(const RmmuShape& shape) const { return sets == (1U << shape.modes[mode].outputs) - 1U; }
};

// Follows the inputs of a bench so that a test can stay inside the protocol and coverage can be counted.
class RmmuTracker {
 public:
  RmmuTracker(const Bench& bench, const RmmuShape& shape);

  // Decodes the present inputs. Call before Bench::cycle, advance() after it.
  void decode();
  void advance();

  const RmmuShape& shape() const { return shape_; }
  bool in_reset() const { return in_reset_; }
  const RmmuOperation& operation(unsigned row) const { return operations_[row]; }
  const RmmuLoaded& active(unsigned row) const { return active_[row]; }
  const RmmuLoaded& shadow(unsigned row) const { return shadow_[row]; }
  bool writes(unsigned row) const { return flag(weight_row_, row); }
  bool commits(unsigned row) const { return flag(commit_, row); }
  bool multiplies(unsigned row) const { return flag(multiplier_write_, row); }
  unsigned write_mode() const { return write_mode_; }
  bool write_mode_beyond() const { return write_mode_beyond_; }
  std::uint32_t write_sets() const { return write_sets_; }  // those that the precision has
  // An accumulator of the row that is in use for this reduction holds an undefined result (as sampled so
  // far).
  bool tainted(unsigned row, bool element) const {
    return element ? element_taint_[row] : row_taint_[row] != 0;
  }

 private:
  std::size_t find(const char* name) const;
  bool flag(std::size_t port, unsigned row) const;
  std::uint64_t code(std::size_t port, unsigned row, unsigned width) const;
  std::uint32_t undefined_sets(const RmmuOperation& operation, const RmmuLoaded& loaded) const;
  void decode_row(unsigned row);
  void taint(unsigned row);
  static void load(RmmuLoaded& loaded, unsigned mode, std::uint32_t sets);

  const Bench& bench_;
  const RmmuShape& shape_;
  std::size_t reset_, enable_, clear_, precision_, source_, element_, weight_row_, weight_set_,
      weight_precision_;
  std::size_t commit_, multiplier_write_;
  bool in_reset_ = false, write_mode_beyond_ = false;
  unsigned write_mode_ = 0;
  std::uint32_t write_sets_ = 0;
  std::vector<RmmuOperation> operations_;
  std::vector<RmmuLoaded> active_, shadow_;
  std::vector<std::uint32_t> row_taint_;
  std::vector<bool> element_taint_;
};

}  // namespace winnow::verif

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "verif/harness/bench.hpp"
#include "verif/models/rmmu/shape.hpp"

namespace winnow::verif {

// The stationary weights of one row (active or shadow): the values as numbers, and which weight sets the
// protocol defines. Sets written in another precision than the last write are undefined.
struct RmmuWeights {
  unsigned mode = 0;                 // index of the precision of the last write
  std::uint32_t defined = 0;         // mask over weight sets; 0: nothing written yet
  std::vector<std::int16_t> values;  // [set][column][operand], sets `set_stride` apart

  // Takes `unpacked` ([column][operand]) into the sets of `sets` that precision `new_mode` has.
  void write(const RmmuShape& shape, unsigned new_mode, std::uint32_t sets,
             const std::vector<std::int16_t>& unpacked, std::size_t set_stride);
};

// Unpacks port words into operands, at most once a cycle for every (chunk of a source, precision).
class RmmuOperands {
 public:
  explicit RmmuOperands(const RmmuShape& shape);

  // Forgets the last cycle's values.
  void next_cycle() { ++stamp_; }
  // Operands [column][operand] of chunk `vector` = source * D + chunk of `stream` in precision `mode`. The
  // reference is valid until the next cycle.
  const std::vector<std::int16_t>& stream(const Words& stream, unsigned vector, unsigned mode);
  // One weight set for every column.
  const std::vector<std::int16_t>& weights(const Words& data, unsigned mode);

 private:
  struct Entry {
    std::uint64_t stamp = 0;
    std::vector<std::int16_t> values;
  };
  void unpack(const Words& port, std::size_t first_element, const RmmuMode& mode,
              std::vector<std::int16_t>& values);

  const RmmuShape& shape_;
  std::uint64_t stamp_ = 1;
  std::vector<Entry> stream_;  // [vector][mode]
  std::vector<std::int16_t> weights_;
};

// Sum of `count` products; exact. `narrow` (operands of at most 8 bits) allows 32-bit sums: 2048 products of
// 2^14 at most.
std::int64_t dot_product(const std::int16_t* x, const std::int16_t* w, std::size_t count, bool narrow);

// Values in flight of every row between sampling and the accumulator, `delay` cycles long.
class RmmuPipeline {
 public:
  struct Slot {
    bool valid = false;
    bool clear = false;
    std::uint32_t defined = 0;  // mask over lanes
  };

  RmmuPipeline(unsigned rows, std::size_t values_per_row, unsigned delay);

  // Slot of this cycle's sample, and its values; the caller sets `valid`.
  Slot& sampled(unsigned row) { return slots_[index(head_, row)]; }
  std::int64_t* sampled_values(unsigned row) { return values_.data() + index(head_, row) * stride_; }
  // What arrives at the accumulator in this cycle (the same slot when delay = 0).
  const Slot& arriving(unsigned row) const { return slots_[index(tail(), row)]; }
  const std::int64_t* arriving_values(unsigned row) const {
    return values_.data() + index(tail(), row) * stride_;
  }
  void advance() { head_ = (head_ + 1) % depth_; }
  void flush();

 private:
  std::size_t index(unsigned slot, unsigned row) const {
    return static_cast<std::size_t>(slot) * rows_ + row;
  }
  unsigned tail() const { return (head_ + 1) % depth_; }

  unsigned rows_, depth_, head_ = 0;
  std::size_t stride_;
  std::vector<Slot> slots_;
  std::vector<std::int64_t> values_;
};

}  // namespace winnow::verif

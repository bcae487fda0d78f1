// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "gen/config/scheduler_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/packing.hpp"

namespace winnow::cores::scheduler {

// Derived numbers of a scheduler. Symbols are those of docs/cores/scheduler.md.
struct Shape {
  explicit Shape(const config::SchedulerParameters& p);

  unsigned tokens, keys, tile;  // T, n, P
  unsigned key_bits;            // of a key id (K)
  unsigned lists;               // non-empty subsets of the rows; list of mask m has index m - 1
  unsigned count_bits;          // 0 to n
  unsigned tiles;               // of a full group
  unsigned block;               // keys that one search block holds; a multiple of P
  unsigned blocks;
};

// Rounds between the decision and the output, the ones in flight among them. At least 5, or a round per cycle
// could not be sustained: a decision is in the queue 4 cycles later, and its place is known to be free 1
// cycle after that.
inline constexpr unsigned queue_rounds = 8;

using lib::element;
using lib::gate;
using lib::pack;

// Balanced OR and AND; `values` must not be empty.
hdl::Bit any_of(const std::vector<hdl::Bit>& values);
hdl::UInt any_of(const std::vector<hdl::UInt>& values);
hdl::Bit all_of(const std::vector<hdl::Bit>& values);
// By number: the value is that number. The halves of the value are decoded first, and shared.
std::vector<hdl::Bit> one_hot(const hdl::UInt& value);
// Of each value: it is 1 and none after it is. Logarithmic depth.
std::vector<hdl::Bit> last_of(const std::vector<hdl::Bit>& values);
// Number of ones.
hdl::UInt count_ones(const std::vector<hdl::Bit>& values);
// A register that adds the number of ones with each `step`; with `clear`, which comes with a step, it becomes
// 0.
hdl::UInt counter(hdl::Builder& b, const std::string& name, unsigned width, const std::vector<hdl::Bit>& ones,
                  const hdl::Bit& step, const hdl::Bit& clear);

}  // namespace winnow::cores::scheduler

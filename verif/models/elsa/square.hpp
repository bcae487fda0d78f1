// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "verif/models/elsa/shape.hpp"

namespace winnow::verif {

// Sums of squares of keys by multipliers of their own: docs/cores/elsa.md, "Hidden preprocessing". A key that
// is on the data port (2 cycles after its issue) has its sum at the norm core 1 + D cycles later.
class ElsaSquare {
 public:
  explicit ElsaSquare(const ElsaShape& shape) : shape_(shape) {}

  void reset() { sums_.clear(); }
  // In the cycle in which it is on the port, before step().
  void take(const Words& key);
  // Once per cycle: the sum that is at the norm core in it.
  std::optional<std::uint64_t> step();

 private:
  struct Sum {
    unsigned cycles = 0;  // to go
    std::uint64_t value = 0;
  };
  ElsaShape shape_;
  std::deque<Sum> sums_;  // the oldest first
};

}  // namespace winnow::verif

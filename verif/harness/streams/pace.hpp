// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "verif/harness/random.hpp"

namespace winnow::verif::streams {

// When one side of a stream is willing.
enum class Pace : std::uint8_t {
  always,
  never,
  bursty,  // stretches of 1 to 16 willing cycles and as many idle ones
  random,  // every cycle anew, one in two
  seldom,  // every cycle anew, one in eight
};

inline constexpr std::array<Pace, 5> all_paces = {Pace::always, Pace::never, Pace::bursty, Pace::random,
                                                  Pace::seldom};
const char* name_of(Pace pace);

// Draws, cycle by cycle, from a random source that outlives it.
class PaceMaker {
 public:
  explicit PaceMaker(Random& random) : random_(&random) {}
  void set(Pace pace) { pace_ = pace; }
  Pace pace() const { return pace_; }
  bool next();

 private:
  Random* random_;
  Pace pace_ = Pace::always;
  bool willing_ = false;
  std::uint64_t left_ = 0;  // cycles of the present stretch
};

}  // namespace winnow::verif::streams

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>

namespace winnow::sim::elsa {

// Standard normal numbers, the same from a seed on every machine: the standard fixes the generator's numbers
// but not those of std::normal_distribution, and libraries differ in their logarithms.
class NormalSource {
 public:
  explicit NormalSource(std::uint64_t seed) : random_(seed) {}
  double next();

 private:
  double uniform();  // in [-1, 1)

  std::mt19937_64 random_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace winnow::sim::elsa

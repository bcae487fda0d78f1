// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/matrix.hpp"

// Angles between vectors from the Hamming distances of their hashes (ELSA, section III-B).
namespace winnow::sim::elsa {

// Bit i is 1 where row i of `matrix` (k x d) times `vector` (d elements) is at least 0.
std::vector<bool> hash_of(const Matrix& matrix, std::span<const double> vector);

struct BiasSample {
  std::size_t pairs = 20000;
  std::uint64_t seed = 1;
};

// What the paper subtracts from pi/k x distance so that the angle is underestimated in 80 % of the cases: the
// 80th percentile of (estimated - true angle), in radians, over pairs of standard normal vectors, with
// `matrix` (k x d) as hash matrix. At d = k = 64 with orthogonal rows the paper has 0.127.
double theta_bias(const Matrix& matrix, const BiasSample& sample = {});

// round(2^fraction_bits cos(max(0, pi/k x distance - bias))) for the distances 0 to k = hash_bits.
std::vector<int> cosine_table(unsigned hash_bits, double bias, unsigned fraction_bits);

}  // namespace winnow::sim::elsa

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/config/hash_factors.hpp"
#include "sim/elsa/normal.hpp"
#include "sim/matrix.hpp"

// The matrices of ELSA's hash (paper, sections III-B, III-C and IV-E; docs/cores/elsa_hash.md).
namespace winnow::sim::elsa {

struct FactorShape {
  unsigned rows = 1, columns = 1;
};
using BatchShape = std::vector<FactorShape>;

// A matrix with orthonormal rows, by Gram-Schmidt on rows of standard normal numbers; rows <= columns,
// otherwise std::invalid_argument.
Matrix orthogonal_matrix(NormalSource& source, unsigned rows, unsigned columns);

// Orthogonal matrices of these shapes, rounded to s0.fraction_bits (nearest, ties to even; what is beyond the
// largest number saturates) and given as integers. Batches beyond the first are drawn independently (k > d,
// section IV-E). Throws std::invalid_argument for a shape with more rows than columns.
config::HashFactors make_factors(const std::vector<BatchShape>& shapes, unsigned fraction_bits,
                                 std::uint64_t seed);

// The whole matrix A, k x d, that the factors stand for: integers, 2^(fraction bits x factors) times its
// values.
Matrix hash_matrix(const config::HashFactors& factors);

}  // namespace winnow::sim::elsa

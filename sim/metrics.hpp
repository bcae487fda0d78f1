// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "sim/attention.hpp"
#include "sim/matrix.hpp"

namespace winnow::sim {

// |estimate - reference| / |reference| in the Euclidean norm over all visible elements of [queries][keys]
// score matrices; 0 when both are zero, infinity when only the reference is.
double relative_l2_error(const Matrix& reference, const Matrix& estimate, Mask mask = Mask::none);

// Largest |estimate - reference| over all elements.
double largest_error(const Matrix& reference, const Matrix& estimate);

// Share of the top keys of `reference` that are also top keys of `estimate`, over all queries. A query's top
// keys are its ceil(percent/100 * visible keys) largest scores, ties to the lower key index.
double top_recall(const Matrix& reference, const Matrix& estimate, double percent, Mask mask = Mask::none);

}  // namespace winnow::sim

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/config/fixed_format.hpp"
#include "sim/matrix.hpp"

namespace winnow::verif {

// A matrix's first `rows` rows in a signed format: of each as many elements as fit in `dimension`, padded
// with zeros.
std::vector<std::vector<std::int64_t>> fixed_vectors(const sim::Matrix& matrix, std::size_t rows,
                                                     const config::FixedFormat& format, unsigned dimension);

}  // namespace winnow::verif

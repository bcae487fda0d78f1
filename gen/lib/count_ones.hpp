// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// The bits of a value, the lowest first.
std::vector<hdl::Bit> bits_of(const hdl::UInt& value);

// The number of ones, in ceil(log2(bits + 1)) bits, by a balanced tree. At least one bit.
hdl::UInt count_ones(const std::vector<hdl::Bit>& bits);

}  // namespace winnow::lib

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// values[index], `width` bits each; `index` has at least as many bits as number the values, and what lies
// beyond the last value reads as any of them.
hdl::UInt lookup(hdl::Builder& b, const hdl::UInt& index, const std::vector<std::uint64_t>& values,
                 unsigned width);

}  // namespace winnow::lib

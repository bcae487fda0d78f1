// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "gen/hdl/netlist/builder.hpp"

namespace winnow::lib {

// A constant in a sum of exponents; wide enough for any, the passes narrow what it goes into.
inline hdl::SInt integer(hdl::Builder& b, std::int64_t value) {
  return b.constant_signed(32, value);
}

}  // namespace winnow::lib

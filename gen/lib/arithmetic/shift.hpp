// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/hdl/netlist/builder.hpp"
#include "gen/lib/bits.hpp"

namespace winnow::lib {

struct Normalised {
  hdl::UInt value;  // shifted left until one of its `unit` top bits is 1; zero stays zero
  hdl::UInt zeros;  // units of places it was shifted by; of a zero, undefined
};

// Shifts by multiples of `unit`, which divides the width.
Normalised normalise(const hdl::UInt& value, unsigned unit = 1);

// value / 2^amount (towards minus infinity) with the lowest bit set when a 1 was shifted out, so that
// rounding still sees it. Any amount.
hdl::UInt shift_right_sticky(const hdl::UInt& value, const hdl::UInt& amount);
hdl::SInt shift_right_sticky(const hdl::SInt& value, const hdl::UInt& amount);

}  // namespace winnow::lib

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/cores/elsa_attention/sum_format.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// Places by which a slot's term and the sums before it move right. Any more places than these numbers can say
// would leave nothing but the sign, too.
struct Alignment {
  hdl::UInt term;  // in the exponents' cycle
  hdl::UInt sums;  // 1 cycle later
};

// Follows the largest exponent of the query: `shared` and the slot's own `exponent`; `begin`: the slot is a
// query's first one.
Alignment align(hdl::Builder& b, const SumFormat& format, const hdl::UInt& shared, const hdl::UInt& exponent,
                const hdl::Bit& begin);

}  // namespace winnow::cores::elsa_attention

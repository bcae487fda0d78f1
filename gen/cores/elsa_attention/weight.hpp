// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/cores/elsa_attention/shape.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::elsa_attention {

// 2^(score scale) three cycles later as a small floating-point number, 0 where `candidate`, two cycles after
// the score, is low.
hdl::UInt weight_of(hdl::Builder& b, const Shape& shape, const hdl::SInt& score, const hdl::UInt& scale,
                    const hdl::Bit& candidate);

}  // namespace winnow::cores::elsa_attention

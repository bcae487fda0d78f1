// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/cores/elsa/elsa.hpp"

namespace winnow::cores::elsa {

// The head at work: its settings, from the cycle after its transfer on (docs/cores/elsa.md, "Heads").
struct Head {
  hdl::Bit starts;  // a head that is to be worked on is transferred
  hdl::UInt keys;
  hdl::Bit is_causal, is_approximation_off;
  hdl::SInt threshold;
  hdl::UInt scale;
  hdl::UInt mask;  // [element]: it counts
};

// `finishes`: the head's last output is written. Drives the ports of starting and of being done.
Head take_head(hdl::Builder& b, const Elsa::Ports& io, const hdl::Bit& finishes);

}  // namespace winnow::cores::elsa

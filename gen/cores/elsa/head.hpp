// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/cores/elsa/elsa.hpp"

namespace winnow::cores::elsa {

// The head whose keys are prepared and the head at work (docs/cores/elsa.md, "Heads"). They are one and the
// same but with hidden preprocessing.
struct Head {
  // Its keys can be read from the next cycle on; io.start_keys of them.
  hdl::Bit prepares;
  // Of that head, from the next cycle on.
  hdl::SInt threshold;
  hdl::UInt key_mask;  // as `mask`

  hdl::Bit starts;    // a head goes to work in the next cycle
  hdl::UInt queries;  // of that head, with `starts`
  // Of that head, from the next cycle on.
  hdl::UInt keys;
  hdl::Bit is_causal, is_approximation_off;
  hdl::UInt scale;
  hdl::UInt mask;  // [element]: it counts
};

// Drives the ports of starting and of being done. `finishes`: the head's last output is written;
// `is_prepared`: hashes, norms and cut-off of the head that waits are there (with hidden preprocessing only).
Head take_head(hdl::Builder& b, const Elsa::Ports& io, const hdl::Bit& finishes, const hdl::Bit& is_prepared);

}  // namespace winnow::cores::elsa

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/cli/prices/module_price.hpp"

namespace winnow::synth_test {

// The hand-written PE for 16 bits (rtl/plain_pe.v: signed `*`, accumulator of 48 bits) in the default
// library, with 0 or 1 registers behind the multiplier: what promises about area and path are measured
// against.
cli::prices::Price plain_pe(unsigned stages);

}  // namespace winnow::synth_test

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/elsa_parameters.hpp"
#include "sim/attention.hpp"
#include "verif/harness/dut.hpp"
#include "verif/suites/captured/elsa_input.hpp"

namespace winnow::verif::simulate {

// Puts a head through ELSA's accelerator and says what it cost, and what became of its output. The device is
// compared with the reference model in every cycle (MismatchError). The head must fit: as many tokens and
// elements as the core takes (std::invalid_argument).
elsa::CapturedReport run_elsa_head(Dut& device, const config::ElsaParameters& parameters,
                                   const sim::Head& head, const elsa::Approximation& approximation);

}  // namespace winnow::verif::simulate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "gen/config/elsa_parameters.hpp"
#include "sim/attention.hpp"
#include "verif/harness/dut.hpp"
#include "verif/suites/captured/elsa_input.hpp"

namespace winnow::verif::simulate {

// A head, and how it is to be approximated.
struct ElsaTask {
  sim::Head head;
  elsa::Approximation approximation;
};

// Puts heads through ELSA's accelerator, each offered as soon as it can be, and says what each cost, and what
// became of its output. The device is compared with the reference model in every cycle (MismatchError). The
// heads must fit: as many tokens and elements as the core takes (std::invalid_argument). Calls `begins` with
// the number of the head that is waited for.
std::vector<elsa::CapturedReport> run_elsa_heads(Dut& device, const config::ElsaParameters& parameters,
                                                 const std::vector<ElsaTask>& tasks,
                                                 const std::function<void(std::size_t)>& begins);
// One alone.
elsa::CapturedReport run_elsa_head(Dut& device, const config::ElsaParameters& parameters,
                                   const sim::Head& head, const elsa::Approximation& approximation);

}  // namespace winnow::verif::simulate

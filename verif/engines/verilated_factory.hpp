// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verif/engines/verilated_build.hpp"
#include "verif/harness/runner.hpp"

namespace winnow::verif {

// Devices of one module for run_suite(). The fast model is built at the first request into
// `options.directory`/fast and the traced one, only if a wave is ever wanted, into `options.directory`/traced
// (`options.trace` is ignored). The factory throws what build_verilated_model() throws.
DutFactory verilated_dut_factory(const VerilatedModelOptions& options);

}  // namespace winnow::verif

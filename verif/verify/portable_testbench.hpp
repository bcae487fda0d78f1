// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gen/config/config.hpp"
#include "gen/cores/generate.hpp"
#include "verif/testbench/testbench.hpp"

namespace winnow::verif {

// The ports of a core's top module as its emitted Verilog declares them: clk_i and rst_ni where it has them,
// then its own.
std::vector<DutPort> ports_of(const hdl::Module& top);

// The portable testbench of a generated core: its kind's suite and reference model. Throws as
// make_testbench().
Testbench portable_testbench(const config::Config& config, const cores::GeneratedCore& core,
                             const StimulusOptions& options);

}  // namespace winnow::verif

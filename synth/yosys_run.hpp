// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "synth/netlist.hpp"
#include "synth/progress.hpp"
#include "synth/tools.hpp"
#include "synth/work_folder.hpp"

namespace winnow::synth {

// Runs a script of the work folder and returns the design as it is at its end. Throws ToolFailed, also when
// Yosys warns about the design.
Netlist run_yosys(const std::string& script, const WorkFolder& folder, ToolRunner& runner,
                  YosysProgress& progress);

}  // namespace winnow::synth

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/fpga/result.hpp"
#include "synth/job.hpp"
#include "synth/netlist.hpp"
#include "synth/tools.hpp"
#include "synth/work_folder.hpp"

namespace winnow::synth::fpga {

// The FPGA flow in a work folder that holds rtl/. Leaves the scripts and netlists there; everything in the
// result but the tools' versions is filled in.
Result run_flow(const Job& job, const WorkFolder& folder, ToolRunner& runner);

// Modules and cell counts of `result` (top and family given) from the mapped netlist.
void fill_resources(const Netlist& mapped, Result& result);

}  // namespace winnow::synth::fpga

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/job.hpp"
#include "synth/result.hpp"
#include "synth/tools.hpp"
#include "synth/work_folder.hpp"

namespace winnow::synth::asic {

// The standard-cell flow in a work folder that holds library.lib and rtl/. Leaves the scripts, the netlist
// and cells.v there; everything in the result but the tools' versions is filled in.
Result run_flow(const Job& job, const WorkFolder& folder, ToolRunner& runner);

}  // namespace winnow::synth::asic

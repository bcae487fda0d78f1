// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/errors.hpp"
#include "synth/job.hpp"
#include "synth/result.hpp"

namespace winnow::synth {

// Maps the job's design to its cell library with Yosys, times it with OpenSTA, and fills job.directory:
//   synth.json, synth.txt    figures for programs and for people
//   TOP.netlist.v, cells.v   mapped netlist, and models of the cells it uses, to simulate it with
//   synth.ys, sta.tcl        rerun in that folder without winnow (with library.lib, rtl/, abc.constr)
//   synth.log                what the tools said
// Any warning of Yosys about the design is a failure. On an exception the folder gains nothing but synth.log.
// Throws InputError, ToolMissing, ToolFailed (errors.hpp). A violated period is no exception: see
// Result::meets_period().
Result synthesize(const Job& job);

}  // namespace winnow::synth

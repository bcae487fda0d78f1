// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/errors.hpp"
#include "synth/fpga/result.hpp"
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

// Maps the job's design to an FPGA with Yosys; for ice40 places and routes it with nextpnr. Fills
// job.directory:
//   synth.json, synth.txt, TOP.netlist.v, TOP.netlist.json, synth.ys, synth.log    as above
//   TOP_pins.v, route.ys, route.sh, TOP_pins.json, route.json    ice40: the core between shift registers
// `library`, `black_boxes` and the limits for memories and timing are not used. Failures and the period as
// above; a core that is too large for the device is a result.
fpga::Result synthesize_for_fpga(const Job& job);

}  // namespace winnow::synth

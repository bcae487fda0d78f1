// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/fpga/device.hpp"
#include "synth/fpga/result.hpp"
#include "synth/netlist.hpp"
#include "synth/progress.hpp"
#include "synth/tools.hpp"
#include "synth/work_folder.hpp"

namespace winnow::synth::fpga {

// Places and routes the mapped core (TOP.netlist.v in the work folder) between shift registers, by
// nextpnr-ice40. Leaves TOP_pins.v, route.ys, route.sh and, when it fits, route.json. A core
// that does not fit is a result; anything else that goes wrong is ToolFailed.
RouteResult place_and_route(const Job& job, const NetlistModule& top, const WorkFolder& folder,
                            ToolRunner& runner, YosysProgress& progress);

// Reads a line of nextpnr such as "Info:    ICESTORM_LC:  9000/ 7680   117%" into `result.used`.
void read_utilisation(std::string_view line, RouteResult& result);
// Reads nextpnr's report, a JSON text. Throws InputError when it is another one.
void read_route_report(const std::string& text, RouteResult& result);

}  // namespace winnow::synth::fpga

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "synth/fpga/device.hpp"
#include "synth/netlist.hpp"

namespace winnow::synth::fpga {

struct ScriptInputs {
  std::string top;
  std::vector<std::string> files{};  // names under rtl/
  std::string family;
  bool dsp = false;
};

// synth.ys: reads rtl/, checks, maps each module once, writes TOP.netlist.v and TOP.netlist.json.
std::string mapping_script(const ScriptInputs& inputs);

// TOP_pins.v: the core between a shift register for all inputs and one for all outputs. Four pins are enough
// for any core, and every path of the core lies between registers.
std::string pins_module(const NetlistModule& top, const std::string& clock);
// route.ys: joins TOP.netlist.v and TOP_pins.v, writes TOP_pins.json.
std::string route_script(const std::string& top);
// route.sh: runs route.ys and the given command.
std::string route_commands(const std::string& top, const std::vector<std::string>& nextpnr);
// nextpnr's arguments, itself first: TOP_pins.json to route.json.
std::vector<std::string> nextpnr_command(const std::string& top, const Device& device, double target_mhz);

}  // namespace winnow::synth::fpga

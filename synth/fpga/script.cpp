// SPDX-License-Identifier: Apache-2.0
#include "synth/fpga/script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace winnow::synth::fpga {
namespace {

// Neither pads nor clock buffers: the core is a part of a design, not the whole.
std::string family_options(const ScriptInputs& inputs) {
  if (inputs.family == "ice40") return inputs.dsp ? " -noflatten -dsp" : " -noflatten";
  const std::string options = inputs.family == "ecp5" ? " -noflatten" : " -noiopad -noclkbuf";
  return inputs.dsp ? options : options + " -nodsp";
}

// Names of a vector for the pins of the ports in one direction, e.g. ".a_i (inputs_q[7:0])".
std::string connections(const NetlistModule& top, const std::string& clock, bool inputs,
                        const std::string& net, unsigned& bits) {
  std::string text;
  bits = 0;
  for (const NetlistPort& port : top.ports) {
    if (port.name == clock || port.is_input != inputs) continue;
    text += fmt::format(",\n    .{} ({}[{}:{}])", port.name, net, bits + port.width - 1, bits);
    bits += port.width;
  }
  return text;
}

}  // namespace

std::string mapping_script(const ScriptInputs& inputs) {
  std::string text =
      fmt::format("# Maps {} to {}. Run here: yosys -l synth.log -s synth.ys\n", inputs.top, inputs.family);
  for (const std::string& file : inputs.files) text += fmt::format("read_verilog rtl/{}\n", file);
  text += fmt::format("hierarchy -check -top {}\nproc\n", inputs.top);
  text +=
      "\n# No undriven or doubly driven nets, no combinational loops, no latches, no internal tri-states.\n"
      "check -assert\nselect -assert-none t:$dlatch t:$adlatch t:$dlatchsr t:$tribuf\n";
  text += fmt::format(
      "\n# Hierarchy is kept: each module is mapped once, however often it is used.\nsynth_{}{} -top {}\n"
      "hierarchy -purge_lib -top {}\n",
      inputs.family, family_options(inputs), inputs.top, inputs.top);
  return text +
         fmt::format("rename -enumerate\nwrite_verilog -noattr {0}.netlist.v\nwrite_json {0}.netlist.json\n",
                     inputs.top);
}

std::string pins_module(const NetlistModule& top, const std::string& clock) {
  unsigned inputs = 0;
  unsigned outputs = 0;
  std::string pins = top.has_port(clock) ? fmt::format(",\n    .{} (clk)", clock) : "";
  pins += connections(top, clock, true, "inputs", inputs);
  pins += connections(top, clock, false, "outputs", outputs);
  return fmt::format(
      "// {0} between shift registers, to place and route it in a device with fewer pins than it has ports. "
      "Bits come\n"
      "// in at shift_in; `capture` takes the outputs, which then leave at shift_out.\n"
      "module {0}_pins (\n"
      "  input  wire clk,\n"
      "  input  wire shift_in,\n"
      "  input  wire capture,\n"
      "  output wire shift_out\n"
      ");\n"
      "  reg [{1}:0] inputs;\n"
      "  reg [{2}:0] outputs_q;\n"
      "  wire [{2}:0] outputs;\n"
      "  always @(posedge clk) begin\n"
      "    inputs <= {{inputs, shift_in}};\n"
      "    outputs_q <= capture ? outputs : {{outputs_q, inputs[{1}]}};\n"
      "  end\n"
      "  assign shift_out = outputs_q[{2}];\n\n"
      "  {0} core (\n    {3}\n  );\nendmodule\n",
      top.name, inputs == 0 ? 0 : inputs - 1, outputs == 0 ? 0 : outputs - 1,
      pins.empty() ? "" : pins.substr(pins.find_first_not_of(",\n ")));
}

std::string route_script(const std::string& top) {
  return fmt::format(
      "# Joins the mapped core and its shift registers into one flat netlist.\n"
      "read_verilog {0}.netlist.v {0}_pins.v\n"
      "synth_ice40 -top {0}_pins -json {0}_pins.json\n",
      top);
}

std::vector<std::string> nextpnr_command(const std::string& top, const Device& device, double target_mhz) {
  return {"nextpnr-ice40",
          fmt::format("--{}", device.name),
          "--package",
          std::string(device.package),
          "--json",
          top + "_pins.json",
          "--freq",
          fmt::format("{:.4f}", target_mhz),
          "--timing-allow-fail",
          "--seed",
          "1",
          "--report",
          "route.json"};
}

std::string route_commands(const std::string& top, const std::vector<std::string>& nextpnr) {
  return fmt::format(
      "#!/bin/sh\n"
      "# Places and routes {} between shift registers. Run here, after synth.ys: sh route.sh\n"
      "set -e\n"
      "yosys -q -s route.ys\n"
      "{}\n",
      top, fmt::join(nextpnr, " "));
}

}  // namespace winnow::synth::fpga

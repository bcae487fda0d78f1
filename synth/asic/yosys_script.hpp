// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "synth/liberty/library.hpp"
#include "synth/netlist.hpp"

namespace winnow::synth::asic {

// A memory that is taken out of its module and left as a black box.
struct MemoryBox {
  std::string module;  // as Yosys knows it
  std::string memory;
  std::string box;  // name of the new module
  std::uint64_t bits = 0;
};

struct ScriptInputs {
  std::string top;
  std::vector<std::string> files{};        // names under rtl/
  std::vector<std::string> black_boxes{};  // modules, as Yosys knows them
  std::vector<MemoryBox> memory_boxes{};
  std::optional<double> speed_ns{};  // map for this delay rather than for area
};

// The script that only reads the design, so that its memories and module names are known.
std::string analysis_script(const ScriptInputs& inputs);
// synth.ys: reads library.lib and rtl/, checks, maps each module once, writes TOP.netlist.v.
std::string mapping_script(const ScriptInputs& inputs);
// abc.constr: what drives inputs and loads outputs while ABC sizes gates.
std::string abc_constraints(const liberty::Library& library);
// Load of one output port in fF: four NAND2 inputs.
double output_load_ff(const liberty::Library& library);

// Writable memories larger than the limit, in modules that are not black boxes. (Memories that are never
// written are tables, and tables are logic.)
std::vector<MemoryBox> memory_boxes(const Netlist& netlist, const std::string& top, std::uint64_t limit_bits,
                                    const std::vector<std::string>& black_boxes);

}  // namespace winnow::synth::asic

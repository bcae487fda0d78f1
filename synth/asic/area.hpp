// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/asic/yosys_script.hpp"
#include "synth/liberty/library.hpp"
#include "synth/netlist.hpp"
#include "synth/result.hpp"

namespace winnow::synth::asic {

struct AreaInputs {
  const Netlist& mapped;
  const Netlist& source;  // before mapping: knows the memories inside black boxes
  const ScriptInputs& script;
  const liberty::Library& library;
};

// Fills library, gate equivalent, modules and cell counts of `result` from the mapped netlist and the
// library's areas. Throws InputError when a cell is neither in the library nor a module, or is a latch.
void fill_areas(const AreaInputs& inputs, Result& result);

}  // namespace winnow::synth::asic

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "synth/liberty/library.hpp"

namespace winnow::synth::liberty {

// Verilog-2005 modules, without delays, for the named cells, so that a mapped netlist can be simulated: logic
// from the pins' functions, storage from the ff and latch groups. Cells in name order. Throws InputError that
// names a cell which the library does not have or describes without functions.
std::string cell_models(const Library& library, const std::set<std::string>& names);

}  // namespace winnow::synth::liberty

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "synth/liberty/library.hpp"
#include "synth/netlist.hpp"
#include "synth/result.hpp"

namespace winnow::synth::asic {

// Reads what sta.tcl printed. Keeps the worst path of each group over all parts; delays are `period_ns` less
// slack. Registers get the names of the nets they drive. TimingPath::slack_ns stays empty.
std::vector<TimingPath> read_timing(std::string_view report, const Netlist& netlist,
                                    const liberty::Library& library, double period_ns);

}  // namespace winnow::synth::asic

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "synth/netlist.hpp"
#include "synth/result.hpp"

namespace winnow::synth::asic {

// Modules to analyse as tops: the top alone when its hierarchy has at most `cell_limit` cells; otherwise the
// top and every submodule that is too large with their submodules cut out, and the largest submodules that
// are not.
std::vector<TimingPart> timing_parts(const Netlist& netlist, const std::string& top, const std::string& clock,
                                     std::uint64_t cell_limit);

struct StaInputs {
  std::string top;
  std::vector<TimingPart> parts{};
  std::string clock;
  double period_ns = 0;
  double output_load_ff = 0;
};

// sta.tcl: prints, per part and group of paths, the worst path under a line "winnow-path PART GROUP".
std::string sta_script(const StaInputs& inputs);

}  // namespace winnow::synth::asic

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// Counts of the group that fills: keys of every buffer and the longest row, which is the number of its
// rounds.
struct Filling {
  using Params = config::SchedulerParameters;
  struct Ports {
    hdl::In<hdl::Bit> valid;      // a tile is written
    hdl::In<hdl::UInt> masks;     // [key][row]
    hdl::In<hdl::Bit> load;       // the group leaves: start from zero. Never with valid
    hdl::Out<hdl::UInt> counts;   // [list], 1 cycle after the tile
    hdl::Out<hdl::UInt> longest;  // 2 cycles after the tile
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler

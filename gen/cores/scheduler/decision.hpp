// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gen/config/scheduler_parameters.hpp"
#include "gen/hdl/netlist/builder.hpp"

namespace winnow::cores::scheduler {

// Decides one round a cycle from the number of keys in each buffer alone. Which keys they are does not matter
// for which buffers to pop, so the search for them stands behind, in a pipeline of its own.
struct Decision {
  using Params = config::SchedulerParameters;
  struct Ports {
    hdl::In<hdl::Bit> filled;  // a complete group waits; counts and longest are its own
    hdl::In<hdl::UInt> counts, longest;
    hdl::In<hdl::Bit> room;                        // a round may be decided
    hdl::Out<hdl::Bit> load;                       // the group that waits is taken; same cycle as filled
    hdl::Out<hdl::Bit> valid, last;                // a round; 1 cycle later
    hdl::Out<hdl::UInt> pick_valid, pick, issued;  // [pick], [pick][row], [pick][row]
    hdl::Out<hdl::Bit> decides;                    // a round is decided in this cycle
    Ports(hdl::Io& io, const Params& p);
  };
  static std::string name(const Params& p);
  static void build(hdl::Builder& b, Ports& io, const Params& p);
};

}  // namespace winnow::cores::scheduler
